/** Mails for tests, built byte by byte, so that they may be as wrong as real ones. */
import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { limits } from '../../../src/config.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import type { PoolSettings } from '../../../src/mail/parser-pool.ts';
import type { ParsedMail } from '../../../src/office/ports/mail.ts';

export const settings: PoolSettings = { limits, ownDomains: ['tbek.example'] };

export const HEADERS: Readonly<Record<string, string>> = {
  From: '"Иван Петров" <ivan@customer.example>',
  To: 'kanc@tbek.example',
  Subject: 'Перерасчёт',
  Date: 'Mon, 1 Jun 2026 10:00:00 +0500',
  'Message-ID': '<1@customer.example>',
  'MIME-Version': '1.0',
};

/** Headers as they stand (undefined drops one), an empty line, the body; all in UTF-8, or in the charset given. */
export function mail(
  headers: Readonly<Record<string, string | undefined>>,
  body: string | Buffer = 'Прошу пересчитать.',
  end = '\r\n',
  charset = 'utf-8',
): Buffer {
  const lines = Object.entries({ ...HEADERS, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  );
  return Buffer.concat([
    iconv.encode([...lines, '', ''].join(end), charset),
    typeof body === 'string' ? iconv.encode(body, charset) : body,
  ]);
}

/** A multipart body of these parts, each `[headers, content]`. */
export function multipart(boundary: string, parts: readonly (readonly [string, string])[]): string {
  return `${parts.map(([headers, content]) => `--${boundary}\r\n${headers}\r\n\r\n${content}\r\n`).join('')}--${boundary}--\r\n`;
}

/** Text in an old code page, by iconv-lite: not by the code under test. */
export function inCharset(text: string, charset: string): Buffer {
  return iconv.encode(text, charset);
}

export function base64(content: string | Buffer): string {
  return Buffer.from(content as string)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');
}

/** The smallest PDF that passes for one. */
export const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

/** The smallest picture, in base64. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function parse(raw: Buffer): Promise<ParsedMail> {
  return parseMail(raw, settings);
}

export function files({ attachments }: ParsedMail) {
  return attachments.map(({ name, type, size }) => ({ name, type, size }));
}
