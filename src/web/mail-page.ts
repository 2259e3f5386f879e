/** The HTML of a mail as a page that may load and run nothing; what it quotes, and signatures, are folded. */
import sanitizeHtml from 'sanitize-html';
import { escapeHtml, type LayerLabels } from './highlight.ts';

/** A whole page. `html` is a stranger's. */
export function mailPage(html: string, labels: LayerLabels): string {
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Исходник</title><style>${STYLE}</style>${folded(sanitizeHtml(html, MAIL), labels)}`;
}

const STYLE =
  'details.layer>summary{cursor:pointer;font:13px/20px sans-serif;color:#1d5a8c;margin:6px 0}details.layer[open]{border-left:2px solid #ccc;padding-left:10px}';

const MAIL: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'font', 'center'],
  allowedAttributes: {
    '*': [
      'style',
      'align',
      'valign',
      'bgcolor',
      'color',
      'width',
      'height',
      'colspan',
      'rowspan',
      'border',
      'cellpadding',
      'cellspacing',
      'data-layer',
    ],
    img: ['src', 'alt'],
  },
  allowedSchemes: ['data'],
  allowedSchemesByTag: { img: ['data'] },
  transformTags: {
    a: 'span',
    '*': (tagName, attribs) => {
      const layer = layerOf(tagName, attribs);
      const { 'data-layer': _, ...others } = attribs;
      return { tagName, attribs: layer === null ? others : { ...others, 'data-layer': layer } };
    },
  },
};

type Mark = 'quoted' | 'signature' | 'from-here';

/** By the names that mail programs give; `from-here`: the quotation begins here and has no end of its own (Outlook). */
function layerOf(tag: string, { class: classes = '', id = '', style = '', ...others }: sanitizeHtml.Attributes): Mark | null {
  // Outlook and Gmail indent by a blockquote without a border
  if (tag === 'blockquote')
    return /border(?:-left)?:\s*(?:none|0)/i.test(style) || /margin:\s*0[^;]*40px/i.test(style) ? null : 'quoted';
  if (/(?:^|\s)(?:gmail_quote|gmail_quote_container|yahoo_quoted|mail-quote-collapse)(?:\s|$)/.test(classes)) return 'quoted';
  if (/^(?:divRplyFwdMsg|x_divRplyFwdMsg|appendonsend)$/.test(id)) return 'from-here';
  if (/border(?:-top)?:\s*none;\s*border-top:\s*solid #(?:E1E1E1|B5C4DF)/i.test(style)) return 'from-here';
  const isSignature =
    /(?:^|\s)(?:gmail_signature|moz-signature)(?:\s|$)/.test(classes) ||
    /^(?:Signature|ms-outlook-mobile-signature|AppleMailSignature)$/i.test(id) ||
    'data-signature-widget' in others ||
    others['data-smartmail'] === 'gmail_signature';
  return isSignature ? 'signature' : null;
}

interface Open {
  readonly tag: string;
  readonly mark: Mark | null;
  readonly at: number;
  /** Where a quotation without an end of its own began among the children. */
  from: number | null;
}

interface Range {
  readonly kind: 'quoted' | 'signature';
  readonly start: number;
  readonly end: number;
}

/** `html` comes from the sanitiser: every element is closed, no `>` stands in an attribute. */
function folded(html: string, labels: LayerLabels): string {
  const ranges = outermost(rangesOf(html)).filter(({ start, end }) => !isForwarded(html.slice(start, end)));
  const rest = ranges.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), html);
  if (wordsOf(rest) === '') return html;
  let at = 0;
  let page = '';
  for (const { kind, start, end } of ranges) {
    page += `${html.slice(at, start)}<details class="layer"><summary>${escapeHtml(labels[kind])}</summary>${html.slice(start, end)}</details>`;
    at = end;
  }
  return page + html.slice(at);
}

function rangesOf(html: string): readonly Range[] {
  const ranges: Range[] = [];
  const root: Open = { tag: '', mark: null, at: 0, from: null };
  const open: Open[] = [root];
  for (const { index, 0: token, 1: closing, 2: tag = '' } of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (closing) {
      const element = open.length > 1 ? open.pop() : undefined;
      if (!element) continue;
      if (element.from !== null) ranges.push({ kind: 'quoted', start: element.from, end: index });
      if (element.mark === 'quoted' || element.mark === 'signature')
        ranges.push({ kind: element.mark, start: element.at, end: index + token.length });
      continue;
    }
    if (/^(?:br|hr|img)$/.test(tag)) continue;
    const mark = (/ data-layer="([a-z-]+)"/.exec(token)?.[1] ?? null) as Mark | null;
    if (mark === 'from-here') begin(html, open, index);
    open.push({ tag, mark, at: index, from: null });
  }
  if (root.from !== null) ranges.push({ kind: 'quoted', start: root.from, end: html.length });
  return ranges;
}

/** The boxes that the mark stands first in belong to it: the quotation goes on behind them. */
function begin(html: string, open: readonly Open[], index: number): void {
  let at = open.length - 1;
  let from = index;
  for (let box = open[at]; at > 0 && box && index - box.at < NEAR && wordsOf(html.slice(box.at, index)) === ''; box = open[at]) {
    from = box.at;
    at--;
  }
  const parent = open[at];
  if (parent) parent.from ??= from;
}

const NEAR = 2000;

function outermost(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (found.at(-1)?.end ?? 0)) found.push(range);
  }
  return found;
}

/** What was forwarded is what there is to read. */
function isForwarded(html: string): boolean {
  return /^\W{3,}(?:forwarded message|пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение)/i.test(
    wordsOf(html).slice(0, 60),
  );
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>|&nbsp;/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
