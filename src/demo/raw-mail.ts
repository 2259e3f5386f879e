/** A mail as bytes: enough MIME (RFC 2045, 2047, 2231) for the letters of the set. */
import type { DemoFile } from './story.ts';

export interface RawMail {
  readonly messageId: string;
  readonly date: Date;
  readonly from: { readonly name: string | null; readonly address: string };
  readonly to: readonly string[];
  readonly subject: string;
  /** More headers, as they stand. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
  readonly attachments?: readonly DemoFile[];
}

export function rawMail({ messageId, date, from, to, subject, headers = {}, text, attachments = [] }: RawMail): Buffer {
  const head = {
    'Message-ID': `<${messageId}>`,
    Date: date.toUTCString().replace('GMT', '+0000'),
    From: `${from.name ? `${encoded(from.name)} ` : ''}<${from.address}>`,
    To: to.map((each) => `<${each}>`).join(', '),
    Subject: encoded(subject),
    ...headers,
    'MIME-Version': '1.0',
  };
  if (attachments.length === 0) return message({ ...head, ...PLAIN }, base64(Buffer.from(text)));
  const boundary = `=_demo_${messageId.replace(/[^a-z0-9]/gi, '')}`;
  const parts = [message(PLAIN, base64(Buffer.from(text))), ...attachments.map(attachment)];
  return multipart({ ...head, 'Content-Type': `multipart/mixed; boundary="${boundary}"` }, boundary, parts);
}

export function multipart(headers: Readonly<Record<string, string>>, boundary: string, parts: readonly Buffer[]): Buffer {
  const body = parts.map((part) => `--${boundary}\r\n${part.toString('latin1')}`).join('\r\n');
  return message(headers, `${body}\r\n--${boundary}--\r\n`);
}

export function message(headers: Readonly<Record<string, string>>, body: string): Buffer {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** RFC 2047: words of at most 75 characters, no letter torn in two. */
export function encoded(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 42) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' };

function attachment({ name, type, content }: DemoFile): Buffer {
  const charset = type.startsWith('text/') ? '; charset=utf-8' : '';
  const headers = {
    'Content-Type': `${type}${charset}`,
    'Content-Transfer-Encoding': 'base64',
    'Content-Disposition': `attachment; filename*=utf-8''${encodeURIComponent(name)}`,
  };
  return message(headers, base64(content));
}

function base64(content: Buffer): string {
  return content.toString('base64').replace(/.{76}/g, '$&\r\n');
}
