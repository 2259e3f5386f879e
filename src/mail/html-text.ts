/** HTML to readable text, in bounded time. */
import { compile } from 'html-to-text';

/** `maxChars` of HTML are read; the rest is left out. Never throws: what cannot be converted loses its tags. */
export function htmlToText(html: string, maxChars: number): string {
  const bounded = html.length > maxChars ? html.slice(0, maxChars) : html;
  try {
    const text = isDeep(bounded) ? '' : convert(bounded);
    if (text.trim() !== '') return text;
  } catch {
    // The converter failed: the words are still there
  }
  // An element that is never closed swallows the rest: better the words without their tags than nothing
  return bounded.replace(/<(script|style|title)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ').replace(/<[^<>]*>/g, ' ');
}

/** Thousands of levels are an attack on the converter (quadratic time, then the stack), not a letter. */
function isDeep(html: string): boolean {
  let depth = 0;
  for (const [tag] of html.matchAll(/<\/?(?!(?:area|base|br|col|hr|img|input|link|meta|p|li|t[drh]|option)\b)[a-z]/gi)) {
    depth = tag.startsWith('</') ? Math.max(0, depth - 1) : depth + 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const DEEPEST = 1000;

/** By the names that mail programs give: Gmail and Thunderbird write a `-- ` of their own. */
const SIGNATURES = ['div#Signature', 'div#ms-outlook-mobile-signature', 'div[data-signature-widget]'];

// Without `wordwrap: false` 3 MB of small tags take a minute
const convert = compile({
  formatters: {
    // Letters laid out as tables: a row is a line, its cells are words apart
    row: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 1 });
    },
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' ');
    },
    // As it stands in plain mails: a quotation gets its `>`, a signature its `-- `
    signature: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      if (!/^\s*--/.test(firstWords(element))) {
        builder.addLiteral('-- ');
        builder.addLineBreak();
      }
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
  },
  wordwrap: false,
  limits: { maxInputLength: 2 ** 24, maxDepth: 500, maxChildNodes: 10_000, ellipsis: '…' },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'tr', format: 'row' },
    ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    ...SIGNATURES.map((selector) => ({ selector, format: 'signature' })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

interface Node {
  readonly data?: string | undefined;
  readonly children?: readonly Node[] | undefined;
}

function firstWords({ data, children = [] }: Node): string {
  if (data?.trim()) return data;
  for (const child of children) {
    const found = firstWords(child);
    if (found !== '') return found;
  }
  return '';
}
