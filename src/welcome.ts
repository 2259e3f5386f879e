/** What the person who started the engine reads. Passwords are here and nowhere else: they are stored as hashes only. */
import { join } from 'node:path';
import type { Config } from './config.ts';

export interface LogIn {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly position: string;
}

export function welcome(
  config: Pick<Config, 'dataDir' | 'mailboxes' | 'smtpUrl'>,
  {
    port,
    logIns,
    demo,
    readerMissing,
  }: { port: number; logIns: readonly LogIn[]; demo: boolean; readerMissing: readonly string[] },
): readonly string[] {
  const mail = config.mailboxes.length > 0 ? config.mailboxes.map(({ name }) => name).join(', ') : 'не заданы (IMAP_URLS)';
  return [
    ...logInLines(logIns, demo),
    '',
    `Канцелярия работает: http://localhost:${port}`,
    `  горячая папка   ${join(config.dataDir, 'inbox')}  (письма .eml и сканы .pdf .tif .jpg .png)`,
    config.smtpUrl
      ? '  отправка        через SMTP_URL'
      : `  исходящие       ${join(config.dataDir, 'outbox')}  (SMTP_URL не задан)`,
    `  почтовые ящики  ${mail}`,
    ...(readerMissing.length > 0 ? [`  распознавание   выключено: установите ${readerMissing.join(' ')}`] : []),
    ...(demo ? ['', 'Показ: кем войти, выбирают на странице входа.'] : []),
    ...(logIns.length > 0 && !demo ? ['', 'Для начала войдите канцелярией: zhurnalova (пароль выше).'] : []),
    '',
    'Остановить: Ctrl+C',
  ];
}

function logInLines(logIns: readonly LogIn[], demo: boolean): readonly string[] {
  if (demo || logIns.length === 0) return [];
  const width = Math.max(...logIns.map(({ login }) => login.length));
  return [
    '',
    'Первый запуск. Запишите пароли, больше они не появятся:',
    ...logIns.map(({ login, password, name, position }) => `  ${login.padEnd(width)}  ${password}  ${name}, ${position}`),
  ];
}
