/** An official's key from a PKCS#12 file, old (3DES, RC2) or new (AES). Every fault is one sentence that says what to do. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { Invalid } from '../domain/errors.ts';
import type { Certificate } from '../office/ports/signing.ts';

export interface Key {
  readonly key: KeyObject;
  /** The official's own first. */
  readonly chain: readonly X509Certificate[];
  readonly certificate: Certificate;
}

/** @param name of the file, for the sentence. @throws Invalid */
export function openKey(bytes: Buffer, password: string, name: string): Key {
  const pfx = opened(bytes, password, name);
  const bags = pfx.safeContents.flatMap(({ safeBags }) => safeBags);
  const keys = bags.filter(({ type }) => type === forge.pki.oids.keyBag || type === forge.pki.oids.pkcs8ShroudedKeyBag);
  const certificates = bags.filter(({ type }) => type === forge.pki.oids.certBag).map(certificateOf);
  const key = keyOf(keys[0], name);
  const own = certificates.find((each) => each.checkPrivateKey(key));
  if (!own) throw new Invalid(`В файле ключа ${name} нет сертификата, выданного на этот ключ. Получите файл заново.`);
  return { key, chain: [own, ...certificates.filter((each) => each !== own)], certificate: described(own) };
}

/** @throws Invalid when the certificate is not valid at that time */
export function inForce({ certificate }: Key, at: Date): void {
  const { owner, validFrom, validTo } = certificate;
  if (at > validTo) {
    throw new Invalid(
      `Сертификат электронной подписи (${owner}) истёк ${day(validTo)}. Получите новый или подпишите ответ на бумаге.`,
    );
  }
  if (at < validFrom) {
    throw new Invalid(
      `Сертификат электронной подписи (${owner}) начнёт действовать ${day(validFrom)}. До этого дня подпишите ответ на бумаге.`,
    );
  }
}

export function described(certificate: X509Certificate): Certificate {
  const subject = namesOf(certificate.subject);
  const issuer = namesOf(certificate.issuer);
  const person = [subject('SN'), subject('GN')].filter(Boolean).join(' ');
  return {
    serial: certificate.serialNumber.toUpperCase(),
    owner: person || subject('CN') || certificate.subject.replaceAll('\n', ', '),
    issuer: issuer('O') || issuer('CN') || certificate.issuer.replaceAll('\n', ', '),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
  };
}

function opened(bytes: Buffer, password: string, name: string): forge.pkcs12.Pkcs12Pfx {
  let parsed: forge.asn1.Asn1;
  try {
    parsed = forge.asn1.fromDer(bytes.toString('binary'));
  } catch {
    throw new Invalid(`Файл ключа ${name} не читается: нужен контейнер PKCS#12 (.p12 или .pfx).`);
  }
  try {
    return forge.pkcs12.pkcs12FromAsn1(parsed, false, password);
  } catch (error) {
    const again = inUtf8(parsed, password, error);
    if (again) return again;
    const said = error instanceof Error ? error.message : String(error);
    if (/password|MAC could not/i.test(said)) {
      throw new Invalid(`Пароль к файлу ключа ${name} не подошёл. Запишите верный пароль рядом с ключом.`);
    }
    throw new Invalid(
      `Файл ключа ${name} защищён способом, которого нет в этой программе (${said}). Для ключей ГОСТ нужен криптопровайдер заказчика.`,
    );
  }
}

/** Trap: PBES2 takes the password as UTF-8, the MAC as UTF-16; forge gives both the same. The MAC has been checked by now. */
function inUtf8(parsed: forge.asn1.Asn1, password: string, error: unknown): forge.pkcs12.Pkcs12Pfx | null {
  const checked = error instanceof Error && /decrypt/i.test(error.message);
  if (!checked || !/[^\x20-\x7e]/.test(password) || !Array.isArray(parsed.value)) return null;
  const [version, safe] = parsed.value;
  if (!version || !safe) return null;
  return forge.pkcs12.pkcs12FromAsn1({ ...parsed, value: [version, safe] }, false, forge.util.encodeUtf8(password));
}

function keyOf(bag: forge.pkcs12.Bag | undefined, name: string): KeyObject {
  if (!bag) throw new Invalid(`В файле ключа ${name} нет закрытого ключа. Выгрузите сертификат вместе с ключом.`);
  const info = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  try {
    const key = createPrivateKey({ key: derOf(info), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec') return key;
  } catch {
    // Said below: OpenSSL knows no such key
  }
  throw new Invalid(
    `Ключ в файле ${name} не RSA и не ECDSA. Для ключей ГОСТ нужен криптопровайдер заказчика; подпишите ответ на бумаге.`,
  );
}

/** Certificates that are not RSA come unparsed; both kinds are taken as their bytes. */
function certificateOf(bag: forge.pkcs12.Bag): X509Certificate {
  return new X509Certificate(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1));
}

function derOf(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}

/** Node gives one `KEY=value` a line. */
function namesOf(subject: string): (key: string) => string | undefined {
  const pairs = subject.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return (key) => pairs.find(([name]) => name === key)?.[1];
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10).split('-').reverse().join('.');
}
