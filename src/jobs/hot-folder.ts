/**
 * The hot folder: what is laid into DATA_DIR/inbox (or inbox/OFFICE) becomes a letter; what a scanner lays into
 * inbox/OFFICE/пачка lies on the scanning desk of that office, to be cut into letters; a signed answer of ours goes to its letter.
 * A file is taken once it has stopped growing; then it moves to done/, or to failed/ with a .txt that says why. A crash leaves it
 * where it is: it is taken again, and its content makes it the same letter.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Invalid } from '../domain/errors.ts';
import type { Incoming, IncomingFile } from '../office/incoming.ts';
import type { Office } from '../office/office.ts';

/** The reason why it is not taken, in Russian; null when it is. */
type Take = (file: IncomingFile, office: string) => Promise<string | null>;

export interface HotFolder {
  /** One look through the folder. */
  round(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface HotFolderSettings {
  readonly dir: string;
  readonly quietMs: number;
  readonly maxBytes: number;
  readonly now: () => Date;
  readonly log: (message: string) => void;
}

type HotOffice = Pick<Office, 'receive' | 'standard' | 'findSigned' | 'takeSigned'> & {
  readonly batches: Pick<Office['batches'], 'addToBatch'>;
};

/** Of a scanner, in the folder of its office. */
const BATCH = 'пачка';
const TAKEN = new Set(['.eml', '.pdf', '.tif', '.tiff', '.jpg', '.jpeg', '.png']);
const UNFINISHED = /^[.~]|\.(?:part|tmp|crdownload|filepart)$/i;

export function hotFolder(office: HotOffice, settings: HotFolderSettings): HotFolder {
  const sizes = new Map<string, { size: number; since: number }>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const codes = office.standard.organisation.offices.map(({ code }) => code);
  const central = office.standard.organisation.offices.find(({ parent }) => parent === null)?.code ?? codes[0] ?? '';

  async function round(): Promise<void> {
    await prepare(settings.dir);
    await look(settings.dir, central);
    const folders = (await readdir(settings.dir, { withFileTypes: true })).filter((each) => each.isDirectory());
    for (const { name } of folders) {
      if (!codes.includes(name)) continue;
      const dir = join(settings.dir, name);
      await look(dir, name);
      const batch = (await readdir(dir, { withFileTypes: true })).find((each) => each.isDirectory() && each.name === BATCH);
      if (batch) await look(join(dir, BATCH), name, addToBatch);
    }
  }

  async function look(dir: string, code: string, taken: Take = toOffice): Promise<void> {
    const files = (await readdir(dir, { withFileTypes: true })).filter((each) => each.isFile() && !UNFINISHED.test(each.name));
    for (const { name } of files.sort((a, b) => a.name.localeCompare(b.name, 'ru'))) {
      const path = join(dir, name);
      try {
        if (await isQuiet(path)) await take(path, code, taken);
      } catch (error) {
        settings.log(`hot folder ${name}: ${error instanceof Error ? error.message : String(error)}; tried again later`);
      }
    }
  }

  async function isQuiet(path: string): Promise<boolean> {
    const { size, mtimeMs } = await stat(path);
    const known = sizes.get(path);
    const now = settings.now().getTime();
    if (known?.size !== size) sizes.set(path, { size, since: now });
    return known?.size === size && now - known.since >= settings.quietMs && now - mtimeMs >= settings.quietMs;
  }

  async function take(path: string, code: string, taken: Take): Promise<void> {
    const name = basename(path);
    const reason = await tryTake(path, name, code, taken);
    sizes.delete(path);
    const target = await freePlace(join(settings.dir, reason ? 'failed' : 'done'), name);
    if (reason) await writeFile(`${target}.txt`, `${reason}\n`);
    await rename(path, target);
  }

  /** The reason why it is not understood, in Russian; null when it is in the register or before people. Other errors fly. */
  async function tryTake(path: string, name: string, code: string, taken: Take): Promise<string | null> {
    const extension = extname(name).toLowerCase();
    if (!TAKEN.has(extension)) return `Файл «${name}» не принят: папка берёт письма .eml и сканы .pdf, .tif, .jpg, .png.`;
    const { size } = await stat(path);
    if (size === 0) return `Файл «${name}» пуст. Отсканируйте лист ещё раз.`;
    if (size > settings.maxBytes)
      return `Файл «${name}» больше ${Math.floor(settings.maxBytes / 2 ** 20)} МБ. Разделите его или уменьшите разрешение.`;
    try {
      return await taken({ name, content: await readFile(path) }, code);
    } catch (error) {
      if (error instanceof Invalid) return error.message;
      throw error;
    }
  }

  async function toOffice(file: IncomingFile, code: string): Promise<string | null> {
    const extension = extname(file.name).toLowerCase();
    if (extension !== '.eml' && (await tookSigned(file))) return null;
    const incoming: Incoming = {
      key: '',
      channel: extension === '.eml' ? 'email' : 'post',
      office: code,
      source: 'горячая папка',
      at: settings.now(),
      files: [file],
      entered: null,
    };
    const [receipt] = await office.receive([incoming]);
    return receipt?.outcome === 'rejected' ? receipt.reason : null;
  }

  /** The sheet that we printed and somebody signed is no new letter. Without poppler it cannot be told: then it is one. */
  async function tookSigned(file: IncomingFile): Promise<boolean> {
    const found = await office.findSigned([file]).catch((error: unknown) => {
      settings.log(
        `hot folder ${file.name}: its marks cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
      return null;
    });
    if (found) await office.takeSigned([file], null);
    return found !== null;
  }

  /** By its content: taken twice after a crash it lies there once. */
  function addToBatch(file: IncomingFile, code: string): Promise<string | null> {
    const upload = `folder${createHash('sha256').update(file.content).digest('hex').slice(0, 24)}`;
    return office.batches.addToBatch(upload, file, { office: code });
  }

  return {
    round,
    start() {
      const next = () => {
        running = round()
          .catch((error: unknown) => settings.log(`hot folder: ${error instanceof Error ? error.message : String(error)}`))
          .then(() => {
            if (timer) timer = setTimeout(next, Math.max(200, settings.quietMs / 2));
          });
      };
      timer = setTimeout(next, 0);
    },
    async stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}

async function prepare(dir: string): Promise<void> {
  await mkdir(join(dir, 'done'), { recursive: true });
  await mkdir(join(dir, 'failed'), { recursive: true });
}

/** The same name twice keeps both files. */
async function freePlace(dir: string, name: string): Promise<string> {
  const taken = new Set(await readdir(dir));
  const extension = extname(name);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${basename(name, extension)} (${n})${extension}`;
    if (!taken.has(candidate)) return join(dir, candidate);
  }
}
