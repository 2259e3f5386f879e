/** The built database server as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface DatabaseProcess {
  readonly child: ChildProcess;
  readonly uri: string;
  /** What it said on stderr so far. */
  said(): string;
  /** Resolves with the code, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** `blocks`: the longest file that it may write, in units of 512 bytes. Rejects with `exit` and the complaint when it ends at once. */
export function startDatabase(path: string, args: readonly string[] = [], { blocks = 0 } = {}): Promise<DatabaseProcess> {
  const words = [process.execPath, 'dist/embedded-mongo/main.js', '--path', path, ...args];
  const [command = '', ...rest] = blocks > 0 ? ['/bin/sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...words] : words;
  const child = spawn(command, rest, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let [out, complaint] = ['', ''];
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (!out.includes('\n')) return;
      resolve({ child, uri: (JSON.parse(out) as { uri: string }).uri, said: () => complaint, ended });
    });
    child.once('close', (exit) => reject(Object.assign(new Error(complaint), { exit })));
  });
}
