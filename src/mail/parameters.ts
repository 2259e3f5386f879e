/** `type/subtype; name=value` with the continuations and charsets of RFC 2231, and what senders write instead. */
import { Buffer } from 'node:buffer';
import { decodeText } from './charset.ts';
import { decodeWords } from './words.ts';

export interface Structured {
  /** Lower case, without parameters. */
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

/** `hint` is the charset of the text around, for raw eight-bit values. Values are unchanged but for decoding: make names safe elsewhere. */
export function parseStructured(header: string | null, hint: string | null = null): Structured {
  const [head = '', ...rest] = header === null ? [] : split(header);
  const plain = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  // «text/html charset=utf-8»: the semicolon is forgotten often
  const lost = /^\s*([^\s;=]*?)\s*(?:^|\s)([\w*-]+\s*=.*)$/s.exec(head);
  for (const each of lost ? [lost[2] ?? '', ...rest] : rest) {
    const equals = each.indexOf('=');
    if (equals < 0) continue;
    const name = each.slice(0, equals).trim().toLowerCase();
    const value = unquote(each.slice(equals + 1).trim());
    const extended = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (!extended) {
      if (!plain.has(name)) plain.set(name, value);
      continue;
    }
    const [, key = '', number, star] = extended;
    const list = pieces.get(key) ?? [];
    pieces.set(key, list);
    list.push({ index: Number(number ?? 0), encoded: number === undefined || star === '*', value });
  }
  const params = new Map<string, string>();
  for (const [name, value] of plain) params.set(name, readable(value, hint));
  for (const [name, list] of pieces) params.set(name, join(list, hint));
  return { value: ((lost ? lost[1] : head) ?? '').trim().toLowerCase(), params };
}

interface Piece {
  readonly index: number;
  readonly encoded: boolean;
  readonly value: string;
}

function join(pieces: readonly Piece[], hint: string | null): string {
  const ordered = [...pieces].sort((a, b) => a.index - b.index);
  let charset = hint;
  const bytes = ordered.map(({ encoded, value }, at) => {
    if (!encoded) return Buffer.from(value, 'latin1');
    const parts = at === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(value) : null;
    if (parts?.[1]) charset = parts[1];
    return percentDecode(parts ? (parts[2] ?? '') : value);
  });
  const whole = Buffer.concat(bytes);
  const text = whole.toString('latin1');
  return text.includes('=?') ? decodeWords(text, charset) : decodeText(whole, charset).text;
}

function readable(value: string, hint: string | null): string {
  if (value.includes('=?')) return decodeWords(value, hint);
  // A name percent-encoded without the star of RFC 2231, as web forms do it
  if (/(?:%[89A-F][0-9A-F]){2}/i.test(value)) {
    const bytes = percentDecode(value);
    const decoded = decodeText(bytes, 'utf-8');
    if (!decoded.repaired) return decoded.text;
  }
  return decodeText(Buffer.from(value, 'latin1'), hint).text;
}

function percentDecode(value: string): Buffer {
  return Buffer.from(
    value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** At semicolons outside quotes; comments in parentheses between parameters are dropped. */
function split(header: string): string[] {
  const parts: string[] = [];
  let current = '';
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < header.length; at++) {
    const char = header.charAt(at);
    if (quoted) {
      current += char;
      if (char === '\\') current += header.charAt(++at);
      else if (char === '"') quoted = false;
    } else if (depth > 0) {
      if (char === '(') depth++;
      else if (char === ')') depth--;
    } else if (char === '"') {
      quoted = true;
      current += char;
    } else if (char === '(' && (current === '' || current.endsWith(' ')) && !current.includes('=')) depth = 1;
    else if (char === ';') {
      parts.push(current);
      current = '';
    } else current += char;
  }
  parts.push(current);
  return parts;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  const end = /^"((?:\\.|[^"\\])*)"/s.exec(value);
  // An escape before anything but a quote or a backslash is a Windows path («C:\scan.pdf»)
  return (end ? (end[1] ?? '') : value.slice(1)).replace(/\\(["\\])/g, '$1');
}
