// Debian packages that the engine or its tests use: installed where we are root on Debian, else named in one clear sentence.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const GROUPS = {
  scans: {
    needs: () => has('tesseract') && has('pdftoppm') && existsLanguage('rus'),
    packages: ['tesseract-ocr', 'tesseract-ocr-rus', 'tesseract-ocr-eng', 'tesseract-ocr-osd', 'poppler-utils', 'qpdf'],
    without: 'сканы принимаются и регистрируются, но не распознаются',
  },
  imap: {
    needs: () => existsSync('/usr/lib/dovecot/imap') || has('dovecot'),
    packages: ['dovecot-imapd', 'openssl'],
    without: 'проверки почты не пойдут',
  },
  processes: { needs: () => has('ps'), packages: ['procps'], without: 'проверки остановки не пойдут' },
  browser: { needs: () => has('chromium'), packages: ['chromium'], without: 'проверки в браузере не пойдут' },
};

/** Installs the groups that are missing; returns the packages that are still missing. */
export function systemPackages(groups, { quiet }) {
  const missing = groups.filter((group) => !GROUPS[group].needs());
  if (missing.length === 0) return [];
  const packages = missing.flatMap((group) => GROUPS[group].packages);
  if (process.getuid?.() === 0 && has('apt-get')) {
    console.log(`Устанавливаю системные пакеты: ${packages.join(' ')}…`);
    try {
      install(packages);
      return [];
    } catch (error) {
      console.error(
        `Не получилось: ${String(error.stderr ?? error.message)
          .trim()
          .split('\n')
          .at(-1)}`,
      );
    }
  }
  for (const group of missing) {
    const { packages: names, without } = GROUPS[group];
    if (!quiet) console.log(`Не установлено: ${names.join(' ')} (Debian: apt-get install ${names.join(' ')}); ${without}.`);
  }
  return packages;
}

function install(packages) {
  const options = {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  };
  const apt = (...args) => execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], options);
  const get = () => apt('install', '-y', '--no-install-recommends', ...packages);
  try {
    get();
  } catch {
    apt('update');
    get();
  }
}

function has(command) {
  return (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin', '/sbin')
    .some((dir) => existsSync(`${dir}/${command}`));
}

function existsLanguage(language) {
  try {
    return execFileSync('tesseract', ['--list-langs'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).includes(
      language,
    );
  } catch {
    return false;
  }
}
