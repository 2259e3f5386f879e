/** HTML to readable text, in bounded time. */
import { compile } from 'html-to-text';

/** `maxChars` of HTML are read; the rest is left out. Never throws: what cannot be converted loses its tags. */
export function htmlToText(html: string, maxChars: number): string {
  const bounded = html.length > maxChars ? html.slice(0, maxChars) : html;
  try {
    return convert(bounded);
  } catch {
    // Deeper than the stack allows: an attack on the parser, not a letter
    return bounded.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  }
}

// Without `wordwrap: false` 3 MB of small tags take a minute
const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 2 ** 24, maxDepth: 100, maxChildNodes: 10_000, ellipsis: '…' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});
