/** Keys of the fictional officials as OpenSSL makes them: Cyrillic names, good, expired, old containers, elliptic curves. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KeyWish {
  readonly login: string;
  readonly password: string;
  /** Days from today on which the certificate ends; negative: it has ended. */
  readonly days?: number;
  readonly curve?: boolean;
  /** PBE-SHA1-3DES, as old exports have it. */
  readonly old?: boolean;
}

/** Makes `LOGIN.p12` and `LOGIN.password` in a new folder, with the certificate beside them as `LOGIN.pem`. */
export function officialKey({ login, password, days = 365, curve = false, old = false }: KeyWish): string {
  const dir = mkdtempSync(join(tmpdir(), 'chancery-key-'));
  const at = (name: string) => join(dir, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir });
  writeFileSync(
    at('subject.cnf'),
    '[req]\nprompt=no\nutf8=yes\nstring_mask=utf8only\ndistinguished_name=dn\n[dn]\nC=RU\nO=АО «ТБЭК»\nSN=Подписантов\nGN=Пётр Иванович\nCN=Подписантов Пётр Иванович\n',
  );
  const algorithm = curve ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['-newkey', 'rsa:2048'];
  openssl('req', '-config', 'subject.cnf', ...algorithm, '-nodes', '-keyout', 'key.pem', '-out', 'request.pem');
  // An ended certificate is one that OpenSSL dates from its own past
  openssl('x509', '-req', '-in', 'request.pem', '-signkey', 'key.pem', '-days', String(days), '-out', `${login}.pem`);
  const ciphers = old ? ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'] : [];
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    `${login}.pem`,
    '-out',
    `${login}.p12`,
    '-passout',
    `pass:${password}`,
    ...ciphers,
  );
  writeFileSync(at(`${login}.password`), `${password}\n`);
  return dir;
}

/** OpenSSL's own word on a signature: verified, or why not. */
export function opensslVerifies(cms: Buffer, content: Buffer, certificate: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'chancery-cms-'));
  writeFileSync(join(dir, 'cms.der'), cms);
  writeFileSync(join(dir, 'content'), content);
  const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'cms.der', '-content', 'content'];
  const trust = ['-CAfile', certificate, '-purpose', 'any', '-cades', '-out', '/dev/null'];
  try {
    execFileSync('openssl', [...args, ...trust], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    return 'verified';
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr ?? error);
  }
}
