/** Text fit for reading and for examination: one kind of line end, no controls, no bidirectional marks, bounded. */

/** Longer text keeps its beginning and its end: the signature with the contacts stands at the end. */
export function cleanText(text: string, maxChars: number): string {
  const lines = text.includes('\r') || ODD_LINE_ENDS.test(text) ? text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n') : text;
  const clean = (INVISIBLE.test(lines) ? lines.replace(UNWANTED, '') : lines).trimEnd();
  if (clean.length <= maxChars) return clean;
  const tail = Math.floor(maxChars / 4);
  const head = maxChars - tail - GAP.length;
  return (clean.slice(0, head) + GAP + clean.slice(-tail)).replace(/\p{Cs}/gu, '');
}

/** One line: for subjects and names. An encoded line break is a blank, never a line break. */
export function cleanLine(text: string): string {
  return cleanText(text.replace(/\s+/g, ' '), 10_000).trim();
}

/** Puts the soft line breaks of `format=flowed` (RFC 3676) back together. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let joining = false;
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(quotes).replace(/^ /, '');
    const signature = content === '-- ';
    if (joining && quotes === depth && !signature) out.push(out.pop() + content);
    else out.push(quotes > 0 ? `${'>'.repeat(quotes)} ${content}` : content);
    joining = content.endsWith(' ') && !signature;
    if (joining && delSp) out.push((out.pop() ?? '').slice(0, -1));
    depth = quotes;
  }
  return out.join('\n');
}

const ODD_LINE_ENDS = /[\u0085\u2028\u2029]/;

/** Controls but tab and line feed; invisible marks (soft hyphen, bidirectional, byte order) but the joiners of scripts; halves of pairs. */
const UNWANTED = /[^\P{Cc}\t\n]|[^\P{Cf}\u200c\u200d]|\p{Cs}/gu;

/** A superset of it that is tested four times as fast: nearly all text has none. */
const INVISIBLE = /[^\t\n -~\u00a0-\u00ac\u00ae-\u05ff\u1c80-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\ud7ff]/;

const GAP = '\n\n[…]\n\n';
