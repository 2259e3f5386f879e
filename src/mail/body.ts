/** What of a message is its text, and what is a file (the order of the parts is kept). */
import { decodeText } from './charset.ts';
import { takeEmbedded } from './embedded.ts';
import { htmlToText } from './html-text.ts';
import { contentOf, type MimeLimits, type Part, readMime } from './mime.ts';
import { isOutlook, outlookText, rtfText } from './outlook-text.ts';
import { unflow } from './plain.ts';
import { signedContent } from './signed-content.ts';
import { enrichedToText, type TextKind, textKindOf } from './text-kind.ts';

export interface Body {
  /** The plain parts, else the HTML as text. */
  readonly text: string;
  /** Raw HTML, null when the message had none. */
  readonly html: string | null;
  /** Parts that are not body text: inline pictures, signatures and embedded mails too. */
  readonly files: readonly Part[];
  /** What the first text was read as: the hint for headers without a label. */
  readonly charset: string | null;
}

export function readBody(root: Part, limits: BodyLimits, depth = 0): Body {
  const files: Part[] = [];
  const pieces: Piece[] = [];
  let charset: string | null = null;
  collect(root);
  const html = pieces.some((piece) => piece.html !== null);
  const body = {
    text: pieces
      .map((piece) => readable(piece, limits.htmlChars))
      .filter((text) => text.trim() !== '')
      .join('\n'),
    html: html ? pieces.map((piece) => piece.html ?? `<pre>${markup(piece.plain ?? '')}</pre>`).join('\n<br>\n') : null,
    files,
    charset,
  };
  return body.text.trim() === '' && depth < DEEPEST ? opened(body, limits, depth) : body;

  /** `choice` is the piece of the alternative around, if any: of several renderings one is read. */
  function collect(part: Part, choice?: Piece): void {
    if (part.parts.length > 0) {
      const inner = choice ?? (part.type === 'multipart/alternative' ? add({ plain: null, html: null }) : undefined);
      for (const each of part.parts) collect(each, inner);
    } else if (part.type.startsWith('multipart/')) {
      // No delimiter was found: what people wrote stands there all the same
      add({ plain: textOf({ ...part, type: 'text/plain' }).replace(LONE_DELIMITER, ''), html: null });
    } else {
      const kind = textKindOf(part);
      if (kind === null) files.push(part);
      else words(part, kind, choice);
    }
  }

  function words(part: Part, kind: TextKind, choice?: Piece): void {
    const piece = choice ?? add({ plain: null, html: null });
    const { text, embedded } = kind === 'plain' ? takeEmbedded(textOf(part), part) : { text: textOf(part, kind), embedded: [] };
    files.push(...embedded);
    const as = kind === 'html' ? 'html' : 'plain';
    piece[as] = piece[as] === null ? text : `${piece[as]}\n${text}`;
  }

  function add(piece: Piece): Piece {
    pieces.push(piece);
    return piece;
  }

  function textOf(part: Part, kind: TextKind = 'plain'): string {
    const bytes = contentOf(part);
    if (kind === 'rtf') return rtfText(bytes, limits.htmlChars);
    const label =
      part.params.get('charset') || (part.type === 'text/html' ? labelInMarkup(bytes.toString('latin1', 0, 2048)) : null);
    const decoded = decodeText(bytes, label);
    charset ??= decoded.charset === 'us-ascii' ? null : decoded.charset;
    const flowed = part.params.get('format')?.toLowerCase() === 'flowed' && part.type === 'text/plain';
    if (kind === 'enriched') return enrichedToText(decoded.text);
    return flowed ? unflow(decoded.text, part.params.get('delsp')?.toLowerCase() === 'yes') : decoded.text;
  }
}

/** A letter without a word of its own may be wrapped whole: forwarded as a file, signed in one piece (S/MIME), or in winmail.dat. */
function opened(body: Body, limits: BodyLimits, depth: number): Body {
  for (const file of body.files) {
    const wrapped = isOutlook(file) ? outlookText(contentOf(file), limits.htmlChars) : null;
    if (wrapped?.trim()) return { ...body, text: wrapped };
    const signed = /^application\/(?:x-)?pkcs7-mime$/.test(file.type) ? signedContent(contentOf(file)) : null;
    const raw = signed ?? (file.type === 'message/rfc822' ? contentOf(file) : null);
    if (raw === null) continue;
    const { text, html, charset, files } = readBody(readMime(raw, limits).root, limits, depth + 1);
    if (text.trim() === '') continue;
    // The files of an embedded mail lie in it, and it is listed; those under a signature would be seen by nobody
    return { text, html, charset: body.charset ?? charset, files: signed ? [...body.files, ...files] : body.files };
  }
  return body;
}

const DEEPEST = 3;

const LONE_DELIMITER = /^--\S{1,200}[ \t]*$/gm;

export type BodyLimits = MimeLimits & { readonly htmlChars: number };

interface Piece {
  plain: string | null;
  html: string | null;
}

/** A blank plain part beside an HTML part says nothing: then the HTML is read. */
function readable({ plain, html }: Piece, maxHtml: number): string {
  if (plain !== null && (html === null || (plain.trim() !== '' && !isExcuse(plain)))) return plain;
  const text = html === null ? '' : htmlToText(html, maxHtml);
  return text.trim() === '' ? (plain ?? '') : text;
}

/** «Ваша почтовая программа не показывает HTML»: nobody wrote that. */
function isExcuse(plain: string): boolean {
  const text = plain.trim().slice(0, 400);
  return (
    plain.trim().length < 400 &&
    /\bhtml\b/i.test(text) &&
    /not support|does not display|view (?:this|the) (?:message|e-?mail)|in html format|не поддержива|не отобража|в формате html|просмотр/i.test(
      text,
    )
  );
}

function labelInMarkup(head: string): string | null {
  return (
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1] ??
    /<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})/i.exec(head)?.[1] ??
    null
  );
}

function markup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
