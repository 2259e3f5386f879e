/** A throw-away IMAP server on loopback: Debian's Dovecot, with the users user0 … user9. Plain text only. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';

export interface Dovecot {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  user(n: number): string;
  /** Answers the UID. `mailbox` is INBOX unless given; another one is created when it is missing. */
  append(user: string, raw: string | Buffer, mailbox?: string): Promise<number>;
  /** Lays mails into INBOX as files, a hundred times as fast as APPEND. Lines end in CRLF already; before anyone has opened the mailbox. */
  lay(user: string, mails: Iterable<string>): void;
  /** UID → flags and keywords. */
  flags(user: string, mailbox?: string): Promise<ReadonlyMap<number, ReadonlySet<string>>>;
  /** Runs IMAP commands as this user; the connection is closed afterwards. */
  as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T>;
  /** kill -9 of the server and all its children, as in a power cut. The mail stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with the same mail. */
  restart(): Promise<void>;
  /** Stops it and forgets the mail. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const PASSWORD = 'secret';
const NOBODY = 65534;

/**
 * `introspection`: where access tokens of OAuth2 are looked up (GET, the token is appended); then XOAUTH2 is offered too.
 * @throws Error saying what to install, where it cannot be installed here
 */
export async function startDovecot({ introspection }: { readonly introspection?: string } = {}): Promise<Dovecot> {
  install();
  // Unix sockets must stay short and reachable for nobody: directly under /tmp
  const dir = mkdtempSync('/tmp/dovecot-');
  const port = await freePort();
  configure(dir, port, introspection);
  let master = await launch(dir, port);

  const as: Dovecot['as'] = async (user, work) => {
    const client = new ImapFlow({
      host: HOST,
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: PASSWORD },
      logger: false,
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      client.close();
    }
  };
  const halt = async () => {
    for (const pid of family(master)) signal(pid, 'SIGKILL');
    while (signal(master, 0)) await sleep(10);
  };
  return {
    host: HOST,
    port,
    password: PASSWORD,
    user: (n) => `user${n}`,
    as,
    append: (user, raw, mailbox = 'INBOX') =>
      as(user, async (client) => {
        if (mailbox !== 'INBOX') await client.mailboxCreate(mailbox).catch(() => {});
        const appended = await client.append(mailbox, raw);
        if (!appended || appended.uid === undefined) throw new Error('the server gave no UID');
        return appended.uid;
      }),
    lay: (user, mails) => layInto(join(dir, 'home', user, 'mail'), mails),
    flags: (user, mailbox = 'INBOX') =>
      as(user, async (client) => {
        await client.mailboxOpen(mailbox, { readOnly: true });
        const mails = client.mailbox && client.mailbox.exists > 0 ? await client.fetchAll('1:*', { uid: true, flags: true }) : [];
        return new Map(mails.map(({ uid, flags }) => [uid, flags ?? new Set<string>()]));
      }),
    kill: halt,
    async restart() {
      master = await launch(dir, port);
    },
    async stop() {
      await halt();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The size stands in the name (`S=`, `W=`), so that the server need not read a mail to tell it. */
function layInto(maildir: string, mails: Iterable<string>): void {
  const own = (path: string) => {
    if (process.getuid?.() === 0) chownSync(path, NOBODY, NOBODY);
  };
  for (const folder of ['', 'cur', 'new', 'tmp']) {
    mkdirSync(join(maildir, folder), { recursive: true });
    own(join(maildir, folder));
  }
  own(dirname(maildir));
  let n = 0;
  for (const mail of mails) {
    const bytes = Buffer.from(mail);
    const name = `${1_800_000_000 + n}.M${n}P1.bench,S=${bytes.length},W=${bytes.length}`;
    n += 1;
    writeFileSync(join(maildir, 'new', name), bytes);
    own(join(maildir, 'new', name));
  }
}

function install(): void {
  if (existsSync('/usr/sbin/dovecot') && existsSync('/usr/lib/dovecot/imap')) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('The IMAP tests need Dovecot: install the package dovecot-imapd (Debian: apt-get install dovecot-imapd)');
  }
  // Without this the package would start a Dovecot of its own
  const policy = '/usr/sbin/policy-rc.d';
  const made = !existsSync(policy);
  if (made) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const get = () => apt('install', '-y', '--no-install-recommends', 'dovecot-imapd');
  try {
    try {
      get();
    } catch {
      apt('update');
      get();
    }
  } finally {
    if (made) rmSync(policy);
  }
}

/** Root runs everything as nobody; anyone else as himself. */
function configure(dir: string, port: number, introspection: string | undefined): void {
  const root = process.getuid?.() === 0;
  const user = root ? 'nobody' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  const group = root ? 'nogroup' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  const uid = root ? NOBODY : (process.getuid?.() ?? 0);
  const gid = root ? NOBODY : (process.getgid?.() ?? 0);
  const users = Array.from({ length: 10 }, (_, n) => `user${n}:{PLAIN}${PASSWORD}::::::\n`).join('');
  for (const folder of ['run', 'state', 'home']) mkdirSync(join(dir, folder));
  writeFileSync(join(dir, 'users'), users);
  writeFileSync(join(dir, 'log'), '');
  writeFileSync(
    join(dir, 'oauth'),
    `introspection_url = ${introspection}\nintrospection_mode = get\nusername_attribute = user\nactive_attribute = active\nactive_value = true\n`,
  );
  const oauth = introspection
    ? `auth_mechanisms = plain xoauth2\npassdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${dir}/oauth\n}`
    : '';
  writeFileSync(
    join(dir, 'conf'),
    `
protocols = imap
listen = ${HOST}
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = ${uid}
first_valid_gid = ${gid}
mail_fsync = never
mail_location = maildir:~/mail
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${oauth}
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${dir}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${dir}/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
}
`,
  );
  if (root)
    for (const path of ['', 'run', 'state', 'home', 'users', 'log', 'conf', 'oauth']) chownSync(join(dir, path), NOBODY, NOBODY);
}

async function launch(dir: string, port: number): Promise<number> {
  const server = spawn('/usr/sbin/dovecot', ['-F', '-c', join(dir, 'conf')], {
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  server.unref();
  for (let tries = 0; tries < 200 && server.exitCode === null; tries++) {
    if (server.pid !== undefined && (await answers(port))) return server.pid;
    await sleep(25);
  }
  throw new Error(`Dovecot did not start:\n${readFileSync(join(dir, 'log'), 'utf8').split('\n').slice(-12).join('\n')}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function family(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return [pid, ...(existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : [])];
}

/** Whether the process was there. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
