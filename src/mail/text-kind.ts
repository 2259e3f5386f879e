/** Which parts are the letter's own words, and how they are written. */
import type { Part } from './mime.ts';

export type TextKind = 'plain' | 'html' | 'enriched' | 'rtf';

/**
 * Null: it is a file. An inline text with a file name is shown in the letter, as mail programs do; only `attachment` makes it a
 * file, or a disposition that nobody knows (RFC 2183 2.8) with a name. Kinds of text that nobody knows are plain (RFC 2046 4.1.4).
 */
export function textKindOf(part: Part): TextKind | null {
  if (!part.type.startsWith('text/') || !isShown(part)) return null;
  const kind = KINDS[part.type];
  if (kind === 'plain' || kind === 'html') return kind;
  return isNamed(part) || DATA.test(part.type) ? null : (kind ?? 'plain');
}

function isShown(part: Part): boolean {
  if (part.disposition === null || part.disposition === 'inline') return true;
  return part.disposition !== 'attachment' && !isNamed(part);
}

function isNamed({ dispositionParams, params }: Part): boolean {
  return dispositionParams.has('filename') || params.has('name');
}

const KINDS: Readonly<Record<string, TextKind>> = {
  'text/plain': 'plain',
  'text/html': 'html',
  'text/enriched': 'enriched',
  'text/richtext': 'enriched',
  'text/rtf': 'rtf',
};

/** Texts for programs. */
const DATA =
  /^text\/(?:calendar|x-vcalendar|csv|tab-separated-values|(?:x-)?vcard|directory|xml|css|(?:x-)?javascript|rfc822-headers|rfc822|x-amp-html)$/;

/** RFC 1896: tags that are dropped, `<<` for a `<`, single line ends that only wrap. */
export function enrichedToText(text: string): string {
  return text
    .replace(/<param>[\s\S]*?<\/param>/gi, '')
    .replace(/<<|<\/?[a-z][\w-]{0,59}>/gi, (tag) => (tag === '<<' ? '<' : ''))
    .replace(/\r?\n(\r?\n)*/g, (ends) => (/\n\r?\n/.test(ends) ? ends.replace(/\r?\n/, '') : ' '));
}
