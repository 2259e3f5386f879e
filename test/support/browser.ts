/** A real Chromium, a person's own window in it, and a picture of what was on the screen when a test fails. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RunningEngine } from './engine.ts';

const FAILED = fileURLToPath(new URL('../e2e/failed', import.meta.url));
const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

export interface Windows {
  /** The window of this person, logged in on the first call. */
  of(login: string): Promise<Page>;
  /** One step of a walk: when it fails, all windows are photographed into test/e2e/failed/, and later steps fail at once. */
  step(name: string, work: () => Promise<void>): Promise<void>;
  /** Errors that the pages themselves reported: scripts, refused resources, answers from 500 on. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** @throws Error saying what to install, where it cannot be installed here */
export async function openBrowser(engine: Pick<RunningEngine, 'url' | 'passwords'>): Promise<Windows> {
  install();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  const open = new Map<string, Page>();
  const faults: string[] = [];
  let broken: string | null = null;
  return {
    async of(login) {
      const known = open.get(login);
      if (known) return known;
      const page = await newWindow(browser, faults);
      open.set(login, page);
      await logIn(page, engine, login);
      return page;
    },
    async step(name, work) {
      if (broken) throw new Error(`the walk broke at «${broken}» before`);
      try {
        await work();
      } catch (error) {
        broken = name;
        mkdirSync(FAILED, { recursive: true });
        for (const [login, page] of open) {
          await page.screenshot({ path: join(FAILED, `${name}-${login}.png`), timeout: 5000 }).catch(() => {});
        }
        throw error;
      }
    },
    faults,
    close: () => browser.close(),
  };
}

async function newWindow(browser: Browser, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1366, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return page;
}

async function logIn(page: Page, { url, passwords }: Pick<RunningEngine, 'url' | 'passwords'>, login: string): Promise<void> {
  const password = passwords.get(login);
  if (!password) throw new Error(`no password of ${login}: known are ${[...passwords.keys()].join(', ')}`);
  await page.goto(`${url}/login`);
  await page.fill('#login', login);
  await page.fill('#password', password);
  await Promise.all([page.waitForURL((at) => at.pathname !== '/login'), page.click('button[type=submit]')]);
}

function install(): void {
  if (existsSync(CHROMIUM)) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('The browser tests need Chromium: install the package chromium (Debian: apt-get install chromium)');
  }
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const get = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  try {
    get();
  } catch {
    apt('update');
    get();
  }
}
