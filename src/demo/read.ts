/** templates/demo/*.yaml → the set. What is not understood stops the start with file and place: a demonstration hides nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Channel } from '../domain/card.ts';
import type { Kind, TopicId } from '../language/finding.ts';
import { type Fields, fields } from './fields.ts';
import type { Customer, DemoFile, DemoSet, DemoStep, MachineMail, StepVerb, Story, When } from './story.ts';

/** @param dir templates/demo @throws Error with `file: place: what is wrong` */
export function readDemo(dir: string): DemoSet {
  const customers: Record<string, Customer> = {};
  const letters: Story[] = [];
  const machineMails: MachineMail[] = [];
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.yaml'))) {
    const top = fields(parse(readFileSync(join(dir, file), 'utf8')), file);
    for (const [key, each] of top.entries('customers')) customers[key] = customer(each);
    for (const each of top.list('letters')) letters.push(story(each, join(dir, 'files')));
    for (const each of top.list('mails')) machineMails.push(machineMail(each));
    top.nothingElse();
  }
  const ids = letters.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`templates/demo: the letter "${twice}" is there twice`);
  for (const { id, from } of letters) if (!customers[from]) throw new Error(`templates/demo: ${id}: nobody is called "${from}"`);
  return { customers, letters, machineMails };
}

function customer(from: Fields): Customer {
  return from.whole({
    organisation: from.text('organisation'),
    person: from.text('person'),
    email: from.text('email'),
    phone: from.text('phone'),
    address: from.text('address'),
    inn: from.text('inn'),
    contract: from.text('contract'),
  });
}

function story(from: Fields, files: string): Story {
  return from.whole({
    id: from.given('id'),
    from: from.given('from'),
    channel: (from.text('channel') ?? 'email') as Channel,
    office: from.text('office') ?? 'ЦО',
    received: when(from.part('received')),
    subject: from.given('subject'),
    text: from.given('text').trimEnd(),
    attachments: from.list('attachments').map((each) => demoFile(each, files)),
    scans: from.texts('scans').map((name) => stored(files, name, name)),
    ref: from.text('ref'),
    kind: from.text('kind') as Kind | null,
    topic: from.text('topic') as TopicId | null,
    unit: from.text('unit'),
    answerChannel: from.text('answerChannel') as Story['answerChannel'],
    executor: from.text('executor'),
    coExecutors: from.texts('coExecutors'),
    resolution: from.text('resolution'),
    answer: from.text('answer'),
    fill: from.texts('fill'),
    title: from.text('title'),
    steps: from.mixed('steps').map((each) => (typeof each === 'string' ? step(each, null) : step(each.given('do'), each))),
  });
}

/** «sign 6 11:20»: the step, the day, the time. */
function step(words: string, more: Fields | null): DemoStep {
  const [, verb, day, at] = words.match(/^([a-z_]+)(?: (\d+))?(?: (\d\d:\d\d))?$/) ?? [];
  if (!verb) throw new Error(`templates/demo: «${words}» is no step: «sign», «sign 6» or «sign 6 11:20»`);
  const made: DemoStep = {
    verb: verb as StepVerb,
    day: day ? Number(day) : null,
    at: at ?? null,
    minutes: more?.number('minutes') ?? null,
    by: more?.text('by') ?? null,
    reason: more?.text('reason') ?? null,
    unit: more?.text('unit') ?? null,
    executor: more?.text('executor') ?? null,
    people: more?.texts('people') ?? [],
    days: more?.number('days') ?? null,
    ground: (more?.text('ground') ?? null) as DemoStep['ground'],
    letter: more?.text('letter') ?? null,
    fill: more?.texts('fill') ?? [],
    dossier: more?.text('dossier') ?? null,
    channel: (more?.text('channel') ?? null) as DemoStep['channel'],
    tracking: more?.text('tracking') ?? null,
    office: more?.text('office') ?? null,
  };
  return more ? more.whole(made) : made;
}

function when(from: Fields): When {
  const [ago, december, minutes] = [from.number('ago'), from.number('december'), from.number('minutes')];
  if (minutes !== null) return from.whole({ minutes });
  const at = from.given('at');
  if (december !== null) return from.whole({ december, at });
  return from.whole({ ago: ago ?? from.missing('ago'), at });
}

function machineMail(from: Fields): MachineMail {
  const headers = from.part('headers');
  return from.whole({
    id: from.given('id'),
    received: when(from.part('received')),
    office: from.text('office') ?? 'ЦО',
    from: from.given('from'),
    name: from.text('name'),
    subject: from.given('subject'),
    headers: Object.fromEntries(headers.keys().map((key) => [key, headers.given(key)])),
    text: from.given('text'),
  });
}

/** A text that stands in the set itself, or a file beside it. */
function demoFile(from: Fields, files: string): DemoFile {
  const name = from.given('name');
  const [text, file] = [from.text('text'), from.text('file')];
  if (file) return from.whole(stored(files, file, name));
  const type = name.endsWith('.csv') ? 'text/csv' : 'text/plain';
  return from.whole({ name, type, content: Buffer.from(text ?? from.missing('text')) });
}

function stored(files: string, file: string, name: string): DemoFile {
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
  if (!type) throw new Error(`templates/demo/files/${file}: only ${Object.keys(TYPES).join(', ')}`);
  return { name, type, content: readFileSync(join(files, file)) };
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  pdf: 'application/pdf',
  tif: 'image/tiff',
  jpg: 'image/jpeg',
};
