/** Standard → pictures and tables for people: workflows/README.md and the screen of the rules. Nothing is written twice. */
import type { CommandType } from '../domain/command.ts';
import type { Standard, Transition } from '../domain/standard.ts';
import { CHANNEL_WORDS, COMMAND_WORDS, EFFECT_WORDS, KIND_WORDS, ROLE_WORDS, TOPIC_WORDS } from '../domain/words.ts';

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Description {
  /** A Mermaid state diagram. */
  readonly diagram: string;
  readonly tables: readonly Table[];
}

export function describe(standard: Standard): Description {
  return {
    diagram: diagram(standard),
    tables: [
      steps(standard),
      grounds(standard),
      terms(standard),
      routing(standard),
      signing(standard),
      dossiers(standard),
      calendar(standard),
    ],
  };
}

/** Markdown of a description, without a heading of its own. */
export function markdown({ diagram, tables }: Description): string {
  const parts = tables.map(({ title, columns, rows }) =>
    [`## ${title}`, '', row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n'),
  );
  return [`\`\`\`mermaid\n${diagram}\n\`\`\``, ...parts].join('\n\n');
}

function diagram({ workflow: { initial, states, transitions } }: Standard): string {
  const names = states.map(({ id, label }) => `  state "${label}" as ${id}`);
  const moves = new Map<string, CommandType[]>();
  for (const { from, to, name } of transitions) {
    if (to === null) continue;
    for (const each of from.filter((state) => state !== to)) {
      const key = `${each} --> ${to}`;
      moves.set(key, [...(moves.get(key) ?? []), name]);
    }
  }
  const arrows = [...moves].map(([way, commands]) => `  ${way}: ${commands.map((each) => COMMAND_WORDS[each]).join(' / ')}`);
  const ends = states.filter(({ final }) => final).map(({ id }) => `  ${id} --> [*]`);
  return ['stateDiagram-v2', ...names, `  [*] --> ${initial}: ${COMMAND_WORDS.register}`, ...arrows, ...ends].join('\n');
}

function steps(standard: Standard): Table {
  const label = (id: string) => standard.workflow.states.find((state) => state.id === id)?.label ?? id;
  const everywhere = standard.workflow.states.length;
  const from = (line: Transition) => (line.from.length === everywhere ? 'любое состояние' : list(line.from.map(label)));
  return {
    title: 'Шаги по порядку',
    columns: ['Шаг', 'Из состояния', 'В состояние', 'Кто', 'Пункт', 'Условия', 'Форма спрашивает', 'Затем'],
    rows: standard.workflow.transitions.map((line) => [
      COMMAND_WORDS[line.name],
      from(line),
      line.to === null ? 'не меняется' : label(line.to),
      list(line.by.map((role) => ROLE_WORDS[role])),
      line.clause ?? '',
      list(line.needs.map(code)),
      list(line.asks.map(code)),
      list(line.does.map((each) => EFFECT_WORDS[each as keyof typeof EFFECT_WORDS])),
    ]),
  };
}

const NOTICES = { required: 'обязательно', courtesy: 'по нашему правилу', none: 'никому' } as const;
const DECISIONS = { propose: 'предлагает, решает человек', automatic: 'решает сама' } as const;

function grounds(standard: Standard): Table {
  return {
    title: 'Основания пп. 8.2.6–8.2.10',
    columns: ['Пункт', 'Основание', 'Программа', 'Порог', 'Кто решает', 'Уведомление', 'Срок уведомления', 'Что хранится'],
    rows: standard.grounds.map((ground) => [
      ground.clause,
      ground.label,
      DECISIONS[ground.decision],
      ground.propose.toLocaleString('ru'),
      list(ground.decides.map((role) => ROLE_WORDS[role])),
      NOTICES[ground.notice],
      ground.notice === 'none' ? '' : `${ground.noticeDays} раб. дн.`,
      ground.proof,
    ]),
  };
}

function terms({ terms: { days, extensionCap, soon, hot, remindAt }, numbering, organisation }: Standard): Table {
  return {
    title: 'Сроки и номера',
    columns: ['Что', 'Правило'],
    rows: [
      ['Срок рассмотрения (пп. 8.2.5, 8.4.4)', `${days} раб. дн. со дня, следующего за регистрацией`],
      ['Продление (пп. 8.2.5, 8.4.4)', `не более ${extensionCap} раб. дн. в сумме`],
      ['Светофор', `◔ осталось не больше ${soon}, ◐ не больше ${hot}, ● просрочено`],
      ['Напоминание о сроках (п. 11.1)', `по рабочим дням с ${remindAt}:00 тем, у кого горит или просрочено`],
      ['Входящий номер', numbering.incoming],
      ['Исходящий номер', numbering.outgoing],
      ['Часовой пояс', organisation.company.zone],
    ],
  };
}

function routing(standard: Standard): Table {
  const unit = (id: string) => standard.organisation.units.find((each) => each.id === id)?.name ?? id;
  return {
    title: 'Куда направить: первая подходящая строка',
    columns: ['Правило', 'Тема', 'Вид', 'Слова', 'Офис', 'Ещё', 'Подразделение'],
    rows: standard.routing.rules.map((rule) => [
      rule.name,
      list(rule.topics.map((each) => TOPIC_WORDS[each])),
      list(rule.kinds.map((kind) => KIND_WORDS[kind as keyof typeof KIND_WORDS])),
      list(rule.words),
      list(rule.offices),
      list([...(rule.channels ?? []).map((each) => CHANNEL_WORDS[each]), ...(rule.mailboxes ?? []), ...(rule.consumers ?? [])]),
      unit(rule.unit),
    ]),
  };
}

function signing(standard: Standard): Table {
  const clause = (id: string) => standard.grounds.find((each) => each.id === id)?.clause ?? id;
  return {
    title: 'Кто подписывает: первая подходящая строка',
    columns: ['Правило', 'Вид', 'Основание', 'Офис', 'Подписанты', 'Визы'],
    rows: standard.signing.map((rule) => [
      rule.name,
      list(rule.kinds.map((kind) => KIND_WORDS[kind as keyof typeof KIND_WORDS])),
      list(rule.grounds.map(clause)),
      list(rule.offices),
      list(rule.signatories),
      list(['head' as const, ...rule.visas].map((role) => ROLE_WORDS[role])),
    ]),
  };
}

function dossiers(standard: Standard): Table {
  return {
    title: 'Номенклатура дел',
    columns: ['Индекс', 'Дело', 'Хранить, лет', 'Статья перечня'],
    rows: standard.dossiers.map(({ index, title, years, article }) => [index, title, String(years), article]),
  };
}

function calendar({ calendar: { years } }: Standard): Table {
  return {
    title: 'Производственный календарь',
    columns: ['Год', 'Нерабочих будних дней', 'Рабочие выходные', 'Коротких дней', 'Основание'],
    rows: Object.values(years).map(({ year, holidays, workingWeekends, shortDays, decree }) => [
      String(year),
      String(holidays.length),
      list(workingWeekends),
      String(shortDays.length),
      decree,
    ]),
  };
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
