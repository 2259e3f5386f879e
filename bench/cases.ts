/** Labelled letters made of bench/letters: frames around bodies, disguises of words, broken encodings, repeats. One seed, two halves. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { parse } from 'yaml';
import type { EarlierText, Kind, TopicId } from '../src/language/finding.ts';
import { DISGUISES } from './disguise.ts';

export interface Case {
  readonly id: string;
  /** The trap: the list of bench/letters that it comes from. */
  readonly group: string;
  /** `dev` is tuned on, `held` is only measured (letters of one phrase share the half); the others: see letter-sets.ts. */
  readonly half: 'dev' | 'held' | 'fresh' | 'second' | 'third' | 'fourth' | 'fifth' | 'kept' | 'sixth';
  readonly text: string;
  readonly from: string | null;
  readonly earlier: readonly EarlierText[];
  /** Grounds, `abuse/obscenity`, … that a person sees; `abuse/*` any category. */
  readonly expect: readonly string[];
  readonly topic?: TopicId;
  readonly kind?: Kind;
}

type Lists = Readonly<Record<string, readonly string[]>>;

const SENDER = 'a.testov@pochta.example';

export function allCases(): readonly Case[] {
  return [...clean(), ...abusive(), ...confidential(), ...contacts(), ...illegible(), ...repeats(), ...topics()];
}

const clean = (): readonly Case[] =>
  Object.entries(data<Lists>('clean')).flatMap(([group, bodies]) =>
    bodies.flatMap((body) => [0, 1, 2].map((turn) => framed(group, body, turn, []))),
  );

function abusive(): readonly Case[] {
  const { words = [], carriers = [], insults = [], threats = [], danger = [] } = data<Lists>('abuse');
  const carried = (word: string, seed: string) => pick(carriers, seed).replace('{w}', word);
  return [
    ...words.flatMap((word) =>
      [0, 1].map((turn) => framed('obscene', carried(word, `${word}${turn}`), turn, ['abuse/obscenity'], word)),
    ),
    ...words.flatMap((word) =>
      Object.entries(DISGUISES).flatMap(([name, disguise], turn) => {
        const hidden = disguise(word);
        return hidden === word
          ? []
          : [framed(`disguised ${name}`, carried(hidden, name + word), turn, ['abuse/obscenity'], word)];
      }),
    ),
    ...insults.flatMap((body) => [0, 1].map((turn) => framed('insults', body, turn, ['abuse/*']))),
    ...threats.flatMap((body) => [0, 1].map((turn) => framed('threats', body, turn, ['abuse/threat']))),
    ...danger.map((body) => framed('danger', body, 0, ['abuse/*', 'danger'])),
  ];
}

const confidential = (): readonly Case[] =>
  Object.entries(data<Lists>('confidential')).flatMap(([group, bodies]) =>
    bodies.flatMap((body) => [0, 1].map((turn) => framed(group, body, turn, ['confidential']))),
  );

function contacts(): readonly Case[] {
  const { ways = [], none = [] } = data<Lists>('contacts');
  return [
    ...ways.map((way) => bare('ways', `${pick(none, way).replace(/Иванов\.?|жители посёлка\./, '')}\n\n${way}`, [], way)),
    ...none.map((body) => bare('no ways', body, ['no-contacts'], body)),
  ];
}

/** Noise, and ordinary letters read with the wrong table: those must come out readable. */
function illegible(): readonly Case[] {
  const { complaints = [], technical = [] } = data<Lists>('clean');
  const noise = [...Array(60)].map((_, n) => framed('noise', mash(n), n, ['illegible'], String(n)));
  const broken = [...complaints, ...technical].flatMap((body) =>
    Object.entries(WRONG).map(([name, spoil]) => ({
      ...framed(`encoding ${name}`, body, 0, []),
      text: spoil(`${body} ${body}`),
    })),
  );
  return [...noise, ...broken];
}

const WRONG: Readonly<Record<string, (text: string) => string>> = {
  'utf-8 as 1251': (text) => iconv.decode(Buffer.from(text), 'windows-1251'),
  '1251 as latin': (text) => iconv.decode(iconv.encode(text, 'windows-1251'), 'latin1'),
  'koi8 as 1251': (text) => iconv.decode(iconv.encode(text, 'koi8-r'), 'windows-1251'),
  '866 as 1251': (text) => iconv.decode(iconv.encode(text, 'cp866'), 'windows-1251'),
  '1251 as koi8': (text) => iconv.decode(iconv.encode(text, 'windows-1251'), 'koi8-r'),
};

function repeats(): readonly Case[] {
  const all = data<readonly { earlier: string; same: readonly string[]; news: readonly string[] }[]>('repeats');
  return all.flatMap(({ earlier, same, news }, index) => {
    const before: readonly EarlierText[] = [{ id: `e${index}`, text: plain('earlier', earlier.trim(), []).text, answered: true }];
    const half = halfOf(earlier);
    const make = (group: string, bodies: readonly string[], expect: readonly string[], answered = true) =>
      bodies.map((body) => ({
        ...plain(group, body.trim(), expect),
        half,
        earlier: before.map((each) => ({ ...each, answered })),
      }));
    return [...make('repeat', [...same, earlier], ['repeat']), ...make('news', news, []), ...make('unanswered', same, [], false)];
  });
}

function topics(): readonly Case[] {
  const all = data<Readonly<Record<TopicId, readonly (readonly [Kind, string])[]>>>('topics');
  return (Object.keys(all) as TopicId[]).flatMap((topic) =>
    all[topic].map(([kind, body]) => ({ ...plain('topics', body, []), topic, kind })),
  );
}

function framed(
  group: string,
  body: string,
  turn: number,
  expect: readonly string[],
  stem = body,
  about?: readonly string[],
): Case {
  const { openings = [], contexts: usual = [], closings = [], signatures = [] } = data<Lists>('frames');
  const contexts = about ?? usual;
  const seed = `${group}${body}${turn}`;
  const parts = [pick(openings, `${seed}o`), [pick(contexts, `${seed}x`), body].filter(Boolean).join(' ')];
  const text = [...parts, pick(closings, `${seed}c`), pick(signatures, `${seed}s`)].filter(Boolean).join('\n\n');
  return { id: `${group}: ${body} #${turn}`, group, half: halfOf(stem), text, from: SENDER, earlier: [], expect };
}

/** Without sentences of its own: they would be arguments, or another topic. */
function plain(group: string, body: string, expect: readonly string[]): Case {
  return framed(group, body, 0, expect, body, []);
}

function bare(group: string, text: string, expect: readonly string[], stem: string): Case {
  return { id: `${group}: ${stem}`, group, half: halfOf(stem), text, from: null, earlier: [], expect };
}

function mash(n: number): string {
  const letters = n % 3 === 0 ? 'фывапролджэйцукен' : n % 3 === 1 ? 'бвгджзклмнпрстфхцчшщьъ' : 'asdfghjklqwzxcv';
  return [...Array(14 + (n % 9))]
    .map((_, word) =>
      [...Array(3 + (hash(`${n}${word}`) % 8))].map((_, at) => letters[hash(`${n} ${word} ${at}`) % letters.length]).join(''),
    )
    .join(' ');
}

const files = new Map<string, unknown>();

function data<T>(name: string): T {
  if (!files.has(name)) files.set(name, parse(readFileSync(new URL(`letters/${name}.yaml`, import.meta.url), 'utf8')));
  return files.get(name) as T;
}

function pick(list: readonly string[], seed: string): string {
  return list[hash(seed) % list.length] ?? '';
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(4);
}

function halfOf(stem: string): 'dev' | 'held' {
  return (createHash('sha256').update(`chancery:${stem}`).digest()[0] ?? 0) % 2 === 0 ? 'dev' : 'held';
}
