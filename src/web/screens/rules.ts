/** «Правила»: the way of a letter as a picture, the tables, an example tried out, a change compared, words and lessons. */
import type { RequestHandler, Response } from 'express';
import { Invalid, NotFound } from '../../domain/errors.ts';
import { shortName } from '../../domain/person.ts';
import { RULE_FILES, type RuleFile } from '../../office/ports/rules.ts';
import type { RuleRun } from '../../office/rule-change.ts';
import { mayChangeRules } from '../../office/rules.ts';
import { describe } from '../../standard/describe.ts';
import { choice } from '../choices.ts';
import { sayNext } from '../cookies.ts';
import type { Desk } from '../desk.ts';
import { flowPicture } from '../flow.ts';
import { type Body, line } from '../form.ts';
import { runOf } from '../rule-run.ts';
import { isPart, personOf } from '../session.ts';
import { longMoment } from '../times.ts';
import { trialOf } from '../trial.ts';

export function rules(desk: Desk): RequestHandler {
  return async (request, response) => {
    const file = RULE_FILES.find((each) => each === request.query.file) ?? RULE_FILES[0];
    await desk.pages.screen(request, response, 'rules', await pageOf(desk, response, file));
  };
}

/** POST: an example through all rules. */
export function tryRules(desk: Desk): RequestHandler {
  const { office, standard, words, pages } = desk;
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const example = {
      text: typeof body.text === 'string' ? body.text : '',
      subject: line(body, 'subject'),
      from: line(body, 'from') || null,
      office: line(body, 'office') || (standard.organisation.offices[0]?.code ?? ''),
      earlier: typeof body.earlier === 'string' && body.earlier.trim() ? body.earlier : null,
    };
    const trial = trialOf(standard, words, example.text, await office.rules.tryOut(example));
    if (isPart(request)) return pages.part(response, 'trial', { trial });
    const page = await pageOf(desk, response, RULE_FILES[0]);
    await pages.screen(request, response, 'rules', {
      ...page,
      trial,
      example: { ...example, from: example.from ?? '', earlier: example.earlier ?? '' },
    });
  };
}

/** POST: «это не оскорбление». From a card: the words go on the list, and the proposal off the card. */
export function allowWords({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const person = personOf(response);
    const number = line(body, 'number') || null;
    const words = line(body, 'words');
    await office.rules.allow(words, number, person);
    sayNext(response, `Больше не считается оскорблением: «${words}»`);
    if (!number) return response.redirect(303, '/rules#words');
    const { stored, options } = await office.card(number, person);
    const finding = stored.value.findings.find((each) => each.ground === 'abuse' && each.decision === 'open');
    const only = finding?.evidence.every(({ text }) => text.toLowerCase() === words.toLowerCase());
    if (only && options.some(({ command, allowed }) => command === 'dismiss_ground' && allowed)) {
      const reason = `«${words}» не оскорбление: внесено в список разрешённых слов.`;
      await office.handle(stored.id, { type: 'dismiss_ground', ground: 'abuse', reason }, person);
    }
    response.redirect(303, `/letters/${encodeURIComponent(number)}`);
  };
}

export function forbidWords({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const words = line((request.body ?? {}) as Body, 'words');
    await office.rules.forbid(words, personOf(response));
    sayNext(response, `Снова проверяется: «${words}»`);
    response.redirect(303, '/rules#words');
  };
}

/** POST: a changed file: its faults, or a comparison that has begun. */
export function changeRules(desk: Desk): RequestHandler {
  const { office, pages } = desk;
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const file = fileIn(line(body, 'file'));
    const text = typeof body.text === 'string' ? body.text.replaceAll('\r\n', '\n') : '';
    const made = office.rules.change(file, text, personOf(response));
    const result =
      'faults' in made ? { faults: made.faults, run: null } : { faults: null, run: await shown(desk, response, made) };
    if (isPart(request)) return pages.part(response, 'rule-run', result);
    await pages.screen(request, response, 'rules', { ...(await pageOf(desk, response, file)), ...result, changed: text });
  };
}

/** POST: the text that was compared, in force at once; only what was looked at can be. */
export function publishRules({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const body = (request.body ?? {}) as Body;
    const { file, text, state } = office.rules.run(line(body, 'run'));
    if (state !== 'finished') throw new Invalid('Дождитесь конца сравнения.', { run: 'ещё идёт' });
    await office.rules.publish(file, text, Number(line(body, 'seen')) || 0, personOf(response));
    sayNext(response, `${file}: новый текст действует, редакция правил ${office.standard.version}`);
    response.redirect(303, `/rules?file=${encodeURIComponent(file)}#change`);
  };
}

/** How far a comparison is; asks for itself again until it is finished. */
export function ruleRun(desk: Desk): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const run = await shown(desk, response, desk.office.rules.run(request.params.id));
    desk.pages.part(response, 'rule-run', { faults: null, run });
  };
}

/** With the button that puts the text into force, for those who may. */
async function shown({ office, standard, words }: Desk, response: Response, run: RuleRun) {
  const mayPublish = run.state === 'finished' && personOf(response).roles.includes('admin');
  const seen = mayPublish ? ((await office.rules.versions(run.file))[0]?.version ?? 0) : 0;
  return { ...runOf(standard, words, run), mayPublish, seen, file: run.file };
}

export function train({ office }: Desk): RequestHandler {
  return async (_request, response) => {
    const { lessons, before, after } = await office.rules.train(personOf(response));
    const share = ({ sentences, first }: typeof after) => `${Math.round((100 * first) / Math.max(1, sentences))} %`;
    sayNext(
      response,
      `Обучено на исправлениях: ${lessons}. Верных тем на проверке: было ${share(before)}, стало ${share(after)}`,
    );
    response.redirect(303, '/rules#lessons');
  };
}

function fileIn(name: string): RuleFile {
  const file = RULE_FILES.find((each) => each === name);
  if (!file) throw new NotFound('Такого файла правил нет. Выберите его из списка на экране «Правила».');
  return file;
}

async function pageOf({ office, standard }: Desk, response: Response, file: RuleFile) {
  const person = personOf(response);
  await office.rules.fresh();
  const [innocents, lessons, people, versions] = await Promise.all([
    office.rules.innocents(),
    office.rules.lessons(),
    office.people(),
    office.rules.versions(file),
  ]);
  const tables = describe(standard).tables.map((table, index) => ({ ...table, open: OPEN.includes(index) }));
  const name = (id: string) => {
    const known = people.find((each) => each.id === id);
    return known ? shortName(known) : id;
  };
  return {
    title: 'Правила',
    here: 'rules',
    narrow: false,
    version: standard.version,
    flow: flowPicture(standard),
    tables,
    mayChange: mayChangeRules(standard, person),
    file,
    files: RULE_FILES.map((each) => choice(each, `${FILES[each]} · ${each}`, each === file)),
    changed: office.rules.text(file),
    wordy: file.startsWith('lexicon/'),
    versions: versions.map(({ version, by, at }) => ({
      version,
      about: [name(by), longMoment(standard.organisation.company.zone, at)].filter(Boolean).join(' · '),
    })),
    example: { text: '', subject: '', from: '', earlier: '' },
    trial: null,
    faults: null,
    run: null,
    offices: standard.organisation.offices.map(({ code, name: label }) => choice(code, `${code} · ${label}`, false)),
    innocents: innocents.map(({ words, by, at, number }) => ({
      words,
      about: [name(by), longMoment(standard.organisation.company.zone, at), number && `№ ${number}`].filter(Boolean).join(' · '),
    })),
    lessons,
  };
}

/** What people look for. */
const FILES: Readonly<Record<RuleFile, string>> = {
  'routing.yaml': 'Маршруты',
  'grounds.yaml': 'Основания',
  'lexicon/insults.yaml': 'Словарь: оскорбления',
  'lexicon/obscenities.yaml': 'Словарь: брань',
  'lexicon/threats.yaml': 'Словарь: угрозы',
  'lexicon/confidential.yaml': 'Словарь: конфиденциальное',
  'lexicon/danger.yaml': 'Словарь: опасность',
  'lexicon/news.yaml': 'Словарь: новые доводы',
  'lexicon/kinds.yaml': 'Словарь: вид обращения',
  'lexicon/topics.yaml': 'Словарь: тема',
  'lexicon/examples.yaml': 'Примеры вида и темы',
};

/** Grounds and routes are read every day; the rest unfolds. */
const OPEN: readonly number[] = [1, 3];
