/**
 * A consumer's text with the evidence in it, as escaped HTML: findings (8.2.6–8.2.10) and what speaks for the consumer.
 * Overlaps are cut at every border; the clause follows the last piece of each mark. Offsets count UTF-16 units of `text`.
 */
import type { Finding } from '../domain/letter.ts';
import type { Layer, LayerKind } from '../domain/own-words.ts';
import type { Favour, GroundId } from '../language/finding.ts';

export interface Labels {
  readonly favours: Readonly<Record<Favour['what'], string>>;
  readonly missingContacts: string;
}

/** Of what is not the writer's own: what to call it. */
export type LayerLabels = Readonly<Record<Exclude<LayerKind, 'own'>, string>>;

/** What is a quotation, a forwarded mail or a signature is folded, unless evidence lies in it or it is a mail to be read. */
export interface Folding {
  readonly layers: readonly Layer[];
  readonly labels: LayerLabels;
}

/** @returns paragraphs of HTML; the text inside them, unescaped and joined, is the text that came in */
export function highlight(
  text: string,
  findings: readonly Finding[],
  favours: readonly Favour[],
  labels: Labels,
  { layers, labels: names }: Folding = UNFOLDED,
): string {
  const marks = marksOf(text, findings, favours, labels);
  const whole = layers.length > 0 ? layers : [{ kind: 'own' as const, start: 0, end: text.length }];
  const body = whole.map(({ kind, start, end }) => {
    const inner = paragraphsOf(text, ...(layers.length > 1 ? trimmed(text, start, end) : ([start, end] as const))).map(
      (each) => `<p>${pieces(text, each.start, each.end, marks)}</p>`,
    );
    if (kind === 'own' || inner.length === 0) return inner.join('\n');
    const isEvidence = marks.some((mark) => mark.look !== 'favour' && mark.start < end && mark.end > start);
    return folded(kind, names[kind], gistOf(text.slice(start, end)), inner.join('\n'), isEvidence || kind === 'forwarded');
  });
  const missing = findings.some(({ ground, decision }) => ground === 'no-contacts' && decision !== 'dismissed');
  const note = missing
    ? `<p><mark class="hl hl-no-contacts">${escapeHtml(labels.missingContacts)}</mark>${flag('no-contacts', '8.2.10')}</p>`
    : '';
  return body.filter((each) => each !== '').join('\n') + note;
}

const UNFOLDED: Folding = { layers: [], labels: { quoted: '', forwarded: '', signature: '' } };

function folded(kind: LayerKind, label: string, gist: string, inner: string, open: boolean): string {
  const summary = `<summary>${escapeHtml(label)}<span>${escapeHtml(gist)}</span></summary>`;
  return `<details class="layer layer-${kind}"${open ? ' open' : ''}>${summary}${inner}</details>`;
}

/** Without the blank lines around. */
function trimmed(text: string, start: number, end: number): readonly [number, number] {
  const part = text.slice(start, end);
  const before = /^(?:[ \t]*\r?\n)*/.exec(part)?.[0].length ?? 0;
  return [start + before, start + Math.max(before, part.trimEnd().length)];
}

/** The first words, by which people decide whether to unfold it. */
function gistOf(text: string): string {
  const lines = text
    .slice(0, 600)
    .split('\n')
    .map((line) => line.replace(/^[ \t>]+|[\s,]+$/g, ''));
  const words = lines.filter((line) => line !== '' && !/^[-_=*]{2}/.test(line)).join(', ');
  return words.length > GIST ? `${words.slice(0, GIST).trimEnd()}…` : words;
}

const GIST = 70;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly look: GroundId | 'favour';
  /** Small flag behind the mark; null for places that need no word. */
  readonly label: string | null;
}

/** What is worse covers what is milder; what speaks for the consumer is never hidden by a whole-sentence mark around it. */
const ORDER: readonly Mark['look'][] = ['favour', 'abuse', 'confidential', 'repeat', 'illegible', 'no-contacts'];

function marksOf(
  text: string,
  findings: readonly Finding[],
  favours: readonly Favour[],
  { favours: words }: Labels,
): readonly Mark[] {
  const against = findings
    .filter(({ decision, ground }) => decision !== 'dismissed' && ground !== 'no-contacts')
    .flatMap(({ ground, clause, evidence }) => evidence.map(({ start, end }) => ({ start, end, look: ground, label: clause })));
  const inFavour = favours.map(({ start, end, what }) => ({
    start,
    end,
    look: 'favour' as const,
    label: what === 'new-argument' ? words[what] : null,
  }));
  return [...against, ...inFavour]
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter(({ start, end }) => start < end);
}

/** Blank lines part paragraphs. Offsets are kept; the blank lines themselves are not shown. */
function paragraphsOf(text: string, from: number, until: number): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const part = text.slice(from, until);
  let start = 0;
  for (const gap of part.matchAll(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/g)) {
    if (gap.index > start) found.push({ start: from + start, end: from + gap.index });
    start = gap.index + gap[0].length;
  }
  if (start < part.length) found.push({ start: from + start, end: until });
  return found;
}

function pieces(text: string, from: number, to: number, marks: readonly Mark[]): string {
  const here = marks.filter(({ start, end }) => start < to && end > from);
  const borders = [...new Set([from, to, ...here.flatMap(({ start, end }) => [Math.max(from, start), Math.min(to, end)])])];
  borders.sort((a, b) => a - b);
  let html = '';
  for (const [index, start] of borders.entries()) {
    const end = borders[index + 1];
    if (end === undefined) break;
    html += piece(
      text.slice(start, end),
      here.filter((mark) => mark.start <= start && mark.end >= end),
    );
    html += here
      .filter((mark) => mark.end === end && mark.label !== null)
      .map((mark) => flag(mark.look, mark.label ?? ''))
      .join('');
  }
  return html;
}

function piece(text: string, covering: readonly Mark[]): string {
  const html = escapeHtml(text).replaceAll('\r', '').replaceAll('\n', '<br>'); // a mark may end between CR and LF
  const looks = ORDER.filter((look) => covering.some((mark) => mark.look === look));
  const [top] = looks;
  if (!top) return html;
  return `<mark class="hl hl-${top}${looks.length > 1 ? ' hl-more' : ''}" data-marks="${looks.join(' ')}">${html}</mark>`;
}

function flag(look: Mark['look'], label: string): string {
  return `<sup class="hl-flag hl-flag-${look}">${escapeHtml(label)}</sup>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
