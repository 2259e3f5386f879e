/** The board of terms (cl. 11.1): columns by the traffic light, the load of each executor, and how the months were kept. */
import type { RequestHandler } from 'express';
import type { OpenTone } from '../../domain/light.ts';
import { type Person, shortName } from '../../domain/person.ts';
import type { ControlBoard, Load } from '../../office/control.ts';
import type { RegisterRow } from '../../office/ports/register.ts';
import type { Desk } from '../desk.ts';
import { rowView } from '../rows.ts';
import { personOf } from '../session.ts';
import { MONTH_NAMES, shortDay } from '../times.ts';
import { TONE_NAMES } from '../tones.ts';

export function control(desk: Desk): RequestHandler {
  const { office, words, pages } = desk;
  return async (request, response) => {
    const person = personOf(response);
    const [board, people, counts] = await Promise.all([office.controlBoard(person), office.people(), office.counts(person)]);
    const total = board.columns.reduce((sum, { count }) => sum + count, 0);
    await pages.screen(request, response, 'control', {
      title: words.trays.control.title,
      here: 'control',
      narrow: false,
      words: words.trays.control,
      total,
      empty: total === 0,
      next: null,
      figures: figuresOf(board),
      waiting: person.roles.includes('head') ? counts.assignment : null,
      columns: board.columns.map((column) => columnView(desk, people, column)),
      loads: loadsView(board),
      actions: (['hurry', 'assign', 'extend'] as const).map((command) => ({ command, ...words.commands[command] })),
    });
  };
}

function columnView(desk: Desk, people: readonly Person[], { tone, count, rows }: ControlBoard['columns'][number]) {
  const view = rowView(desk, people);
  return {
    tone,
    icon: `light-${tone}`,
    name: TONE_NAMES[tone],
    count,
    href: `/trays/control?only=${tone}`,
    more: count - rows.length > 0 ? count - rows.length : null,
    cards: rows.map((row) => ({ ...view(row), where: whereOf(view(row).state, row), executor: executorOf(row, people) })),
  };
}

/** The surname alone: a card is narrow. */
function executorOf({ executor }: RegisterRow, people: readonly Person[]): string {
  return people.find(({ id }) => id === executor)?.surname ?? '';
}

/** What it waits for, in a word; `bad` where nothing has been done yet. */
function whereOf(state: string, { state: id, replyTitle, confirmedAt }: RegisterRow): { text: string; bad: boolean } {
  if (id === 'registered') return { text: confirmedAt ? state : 'карточка не подтверждена', bad: !confirmedAt };
  if (id === 'routed') return { text: 'исполнителя нет', bad: true };
  if (id === 'assigned') return { text: replyTitle ? 'черновик есть' : 'черновика нет', bad: !replyTitle };
  return { text: state.toLowerCase(), bad: false };
}

interface Bar {
  readonly month: string;
  /** Per cent, null while no term of the month has ended. */
  readonly percent: number | null;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly now: boolean;
}

const BAR = { step: 52, height: 30 };

function figuresOf({ months }: ControlBoard) {
  const last = months.at(-1)?.kept;
  const bars = months.map(({ month, kept }, index): Bar => {
    const percent = kept.ended > 0 ? Math.floor((100 * kept.kept) / kept.ended) : null;
    const height = Math.round((BAR.height * (percent ?? 0)) / 100);
    return {
      month: nameOf(month),
      percent,
      x: index * BAR.step,
      y: BAR.height - height,
      height,
      now: index === months.length - 1,
    };
  });
  return {
    month: nameOf(months.at(-1)?.month ?? ''),
    kept: last && last.ended > 0 ? decimal((100 * last.kept) / last.ended) : null,
    of: last ? `${last.kept} из ${last.ended}` : '',
    meanDays: last?.meanDays == null ? null : decimal(last.meanDays),
    extended: last?.extended ?? 0,
    bars,
    described: bars.map(({ month, percent }) => `${month}: ${percent === null ? 'нет данных' : `${percent} %`}`).join(', '),
  };
}

/** Cut, never rounded up: 99,96 % is not all. */
function decimal(value: number): string {
  return (Math.floor(value * 10) / 10).toFixed(1).replace('.', ',').replace(/,0$/, '');
}

function nameOf(month: string): string {
  return MONTH_NAMES[Number(month.slice(5)) - 1] ?? month;
}

const ORDER: readonly OpenTone[] = ['calm', 'held', 'soon', 'hot', 'late'];

function loadsView({ loads, today }: ControlBoard) {
  const most = Math.max(1, ...loads.map(({ total }) => total));
  const mean = loads.length > 1 ? loads.reduce((sum, { total }) => sum + total, 0) / loads.length : null;
  const people = loads.map(({ person, absent, substitute, tones, total }) => ({
    name: shortName(person),
    total,
    parts: partsOf(tones, most),
    tones: ORDER.filter((tone) => tones[tone] > 0).map((tone) => ({ tone, text: String(tones[tone]), name: TONE_NAMES[tone] })),
    away: absent ? awayOf(person, substitute, today) : null,
    mean: mean === null ? null : percent(mean, most),
  }));
  return {
    people,
    mean: mean === null ? null : decimal(mean),
  };
}

/** Segments of a bar, in per cent of the longest one. */
function partsOf(tones: Load['tones'], most: number) {
  let from = 0;
  return ORDER.filter((tone) => tones[tone] > 0).map((tone) => {
    const part = { tone, x: percent(from, most), width: percent(tones[tone], most) };
    from += tones[tone];
    return part;
  });
}

function percent(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10;
}

function awayOf({ absences }: Person, substitute: Person | null, today: string): string {
  const until = absences.find(({ from, to }) => from <= today && today <= to)?.to;
  return [until ? `нет до ${shortDay(until, today)}` : 'отсутствует', substitute && `→ ${substitute.surname}`]
    .filter(Boolean)
    .join(' ');
}
