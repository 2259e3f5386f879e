/** RTF as what people read: the text of a letter, or the HTML that Outlook wrapped in it (MS-OXRTFEX). */
import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';

export interface RtfContent {
  readonly kind: 'text' | 'html';
  readonly content: string;
}

/** Formatting is dropped; letters outside ASCII come by the code page of their font, or as `\u`. Never throws. */
export function readRtf(rtf: Buffer): RtfContent {
  const source = rtf.toString('latin1');
  const wrapped = /\\fromhtml1?(?!\d)/.test(source.slice(0, 4096));
  const reader = new Reader(source, wrapped);
  for (const [token, name, number, hex, symbol] of source.matchAll(TOKEN)) {
    if (token === '{') reader.open();
    else if (token === '}') reader.close();
    else if (hex !== undefined) reader.take(Number.parseInt(hex, 16));
    else if (name !== undefined) reader.word(name, number === undefined ? null : Number(number));
    else if (symbol !== undefined) reader.sign(symbol);
    else if (token !== '\r' && token !== '\n') for (const letter of token) reader.take(letter.charCodeAt(0));
  }
  return { kind: wrapped ? 'html' : 'text', content: reader.end() };
}

export function isRtf(content: Buffer): boolean {
  return /^\s*\{\\rtf/.test(content.toString('latin1', 0, 64));
}

/** `\word-12 `, `\'e4`, `\~`, a brace, a line end, or letters. */
const TOKEN = /\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-f]{2})|\\([^a-z])|[{}\r\n]|[^\\{}\r\n]+/gi;

// biome-ignore format: a table
const SAID: Readonly<Record<string, string>> = {
  par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', nestrow: '\n', tab: '\t', cell: '\t', nestcell: '\t',
  emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•',
};

/** Tables and notes for the program: nobody reads them. */
const SILENT = new Set(
  `fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr footerf listtable
  listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl fldinst`.split(/\s+/),
);

/** `\fcharset`: the code page of a font. */
const CHARSETS: Readonly<Record<number, number>> = { 161: 1253, 162: 1254, 177: 1255, 186: 1257, 204: 1251, 238: 1250 };

interface Group {
  /** Nobody reads what stands in it. */
  silent: boolean;
  /** Between `\htmlrtf` and `\htmlrtf0`: said a second time, for programs without HTML. */
  hidden: boolean;
  /** How many letters stand for a `\u` in programs that know none. */
  skip: number;
  page: string;
}

class Reader {
  private readonly out: string[] = [];
  private readonly groups: Group[] = [];
  private readonly fonts: ReadonlyMap<number, string>;
  private group: Group;
  /** Bytes of the code page that are not letters yet: some need two. */
  private pending: number[] = [];
  private skipping = 0;
  /** Behind `\*`, before the word that says what the group is. */
  private starred = false;

  constructor(
    source: string,
    private readonly wrapped: boolean,
  ) {
    const page = pageNamed(Number(/\\ansicpg(\d{3,5})/.exec(source.slice(0, 4096))?.[1] ?? 1252));
    this.group = { silent: false, hidden: false, skip: 1, page };
    this.fonts = new Map(
      [...source.slice(0, 65_536).matchAll(/\\f(\d{1,6})(?!\d)[^;{}]{0,100}?\\fcharset(\d{1,3})/g)].map(([, font, charset]) => {
        const known = CHARSETS[Number(charset)];
        return [Number(font), known ? pageNamed(known) : page] as const;
      }),
    );
  }

  open(): void {
    this.flush();
    if (this.groups.length < DEEPEST) this.groups.push({ ...this.group });
  }

  close(): void {
    this.flush();
    this.skipping = 0;
    this.group = this.groups.pop() ?? this.group;
  }

  word(name: string, number: number | null): void {
    this.flush();
    if (this.starred && !(this.wrapped && name === 'htmltag')) this.group.silent = true;
    this.starred = false;
    if (name === 'u' && number !== null) {
      this.say(String.fromCharCode(number & 0xffff));
      this.skipping = this.group.skip;
    } else if (name === 'uc') this.group.skip = Math.max(0, number ?? 1);
    else if (name === 'htmlrtf') this.group.hidden = number !== 0;
    else if (name === 'f' && number !== null) this.group.page = this.fonts.get(number) ?? this.group.page;
    else if (SILENT.has(name)) this.group.silent = true;
    else if (SAID[name] !== undefined) this.say(SAID[name]);
  }

  sign(symbol: string): void {
    if (symbol === '*') this.starred = true;
    else if (symbol === '~') this.take(0x20);
    else if (symbol === '_') this.take(0x2d);
    else if ('\\{}'.includes(symbol)) this.take(symbol.charCodeAt(0));
    else if (symbol === '\n' || symbol === '\r') this.word('par', null);
  }

  take(byte: number): void {
    if (this.skipping > 0) this.skipping -= 1;
    else if (!this.group.silent && !this.group.hidden) this.pending.push(byte);
  }

  end(): string {
    this.flush();
    return this.out.join('');
  }

  private say(text: string): void {
    if (!this.group.silent && !this.group.hidden) this.out.push(text);
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    this.out.push(iconv.decode(Buffer.from(this.pending), this.group.page));
    this.pending = [];
  }
}

const DEEPEST = 10_000;

function pageNamed(page: number): string {
  return iconv.encodingExists(`cp${page}`) ? `cp${page}` : 'windows-1252';
}
