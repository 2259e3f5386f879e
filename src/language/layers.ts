/** What of a mail its writer wrote now, and what stands there besides: quoted mails, forwarded ones, signatures. Pure and linear. */
import {
  attributionOf,
  headerBlock,
  isFooter,
  isForwardEnd,
  isForwardMark,
  isMobileMark,
  isPrefixed,
  isReplyMark,
} from './mail-marks.ts';

export type LayerKind = 'own' | 'quoted' | 'forwarded' | 'signature';

/** Whole lines with their line ends; offsets are UTF-16 units. The layers follow each other and cover the whole text. */
export interface Layer {
  readonly kind: LayerKind;
  readonly start: number;
  readonly end: number;
}

/** An answer between two quotations is the writer's own. A mail that is nothing but a quotation is a forwarded one: it is all there is to read. */
export function layersOf(text: string): readonly Layer[] {
  const lines = linesOf(text);
  const kinds: LayerKind[] = [];
  while (kinds.length < lines.length) {
    const { kind, until } = taken(lines, kinds.length);
    while (kinds.length < until) kinds.push(kind);
  }
  const layers = joined(lines, withSignatures(lines, kinds));
  const says = layers.some(({ kind, start, end }) => kind === 'own' && /[\p{L}\d]{2}/u.test(text.slice(start, end)));
  return says ? layers : merged(layers.map((each) => (each.kind === 'quoted' ? { ...each, kind: 'forwarded' as const } : each)));
}

/** What the writer says, signs and passes on; the answers that he quotes are left out. */
export function withoutQuoted(text: string): string {
  return layersOf(text)
    .filter(({ kind }) => kind !== 'quoted')
    .map(({ start, end }) => text.slice(start, end))
    .join('');
}

interface Line {
  readonly text: string;
  /** No mark of a quotation is without one of these: `>`, a colon, a rule. */
  readonly marks: boolean;
  readonly start: number;
  readonly end: number;
}

/** Longer lines are prose: nothing that marks a quotation is as long. */
const LOOKED_AT = 400;
const MARK_LINES = 4;

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(start, Math.min(end, start + LOOKED_AT)).trimEnd();
    lines.push({ text: line, marks: /[>:]|^\s*[-_=*—–]{2}/.test(line), start, end });
    start = end;
  }
  return lines;
}

interface Taken {
  readonly kind: LayerKind;
  /** The line behind the last of them. */
  readonly until: number;
}

/** What line `at` is, and how many below belong to it. */
function taken(lines: readonly Line[], at: number): Taken {
  const line = lines[at]?.text ?? '';
  if (!isNearMark(lines, at)) return { kind: 'own', until: at + 1 };
  if (isPrefixed(line)) return { kind: 'quoted', until: prefixedUntil(lines, at) };
  if (isForwardMark(line)) return { kind: 'forwarded', until: forwardedUntil(lines, at) };
  if (isReplyMark(line) || headerBlock(lines, at) > 0) return { kind: 'quoted', until: lines.length };
  const attribution = attributionOf(lines.slice(at, at + MARK_LINES).map(({ text }) => text));
  if (attribution === null) return { kind: 'own', until: at + 1 };
  const next = nextWords(lines, at + attribution.lines);
  if (isPrefixed(lines[next]?.text ?? '')) return { kind: 'quoted', until: prefixedUntil(lines, next) };
  // Without signs before its lines a quotation has no end: what names author, address and hour is believed
  return attribution.sure ? { kind: 'quoted', until: lines.length } : { kind: 'own', until: at + 1 };
}

/** An attribution may have its colon some lines below its beginning. */
function isNearMark(lines: readonly Line[], at: number): boolean {
  for (let near = at; near < at + MARK_LINES; near += 1) if (lines[near]?.marks) return true;
  return false;
}

/** A forwarded mail ends where the sender's program says so, else with the text. */
function forwardedUntil(lines: readonly Line[], from: number): number {
  const end = lines.findIndex(({ text }, at) => at > from && isForwardEnd(text));
  return end < 0 ? lines.length : end + 1;
}

/** Blank lines between two quoted ones belong to the quotation. */
function prefixedUntil(lines: readonly Line[], from: number): number {
  let until = from;
  for (let at = from; at < lines.length; at++) {
    const { text = '' } = lines[at] ?? {};
    if (isPrefixed(text)) until = at + 1;
    else if (text.trim() !== '') break;
  }
  return until;
}

function nextWords(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.text.trim() === '') at++;
  return at;
}

const SIGNATURE_LINES = 15;
const MOBILE_LINES = 3;
const NOTE_LINES = 5;

/** «-- » and all up to the quotation below, «Отправлено с iPhone», a note of confidence; too long a signature is a text under a line. */
function withSignatures(lines: readonly Line[], kinds: readonly LayerKind[]): readonly LayerKind[] {
  const found = [...kinds];
  for (let at = 0; at < found.length; ) {
    const end = ownUntil(found, at);
    const from = signatureIn(lines.slice(at, end));
    if (from !== null) found.fill('signature', at + from, end);
    at = Math.max(end, at + 1);
  }
  return found;
}

/** The line that a signature begins with, below something written; looked for from the end, because it is short. */
function signatureIn(lines: readonly Line[]): number | null {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  let found: number | null = null;
  let written = 0;
  for (let at = lines.length - 1; at > first && first >= 0 && written < SIGNATURE_LINES; at--) {
    const text = lines[at]?.text ?? '';
    if (text.trim() !== '') written++;
    if (
      /^--\s*$/.test(text) ||
      (written <= MOBILE_LINES && isMobileMark(text)) ||
      isFooter(lines.slice(at, at + NOTE_LINES).map((each) => each.text))
    )
      found = at;
  }
  return found;
}

function ownUntil(kinds: readonly LayerKind[], from: number): number {
  let at = from;
  while (at < kinds.length && kinds[at] === 'own') at++;
  return at;
}

function joined(lines: readonly Line[], kinds: readonly LayerKind[]): readonly Layer[] {
  return merged(lines.map(({ start, end }, at) => ({ kind: kinds[at] ?? 'own', start, end })));
}

function merged(layers: readonly Layer[]): readonly Layer[] {
  const found: Layer[] = [];
  for (let at = 0; at < layers.length; ) {
    const first = layers[at];
    if (!first) break;
    let { end } = first;
    for (at += 1; layers[at]?.kind === first.kind; at += 1) end = layers[at]?.end ?? end;
    found.push({ kind: first.kind, start: first.start, end });
  }
  return found;
}
