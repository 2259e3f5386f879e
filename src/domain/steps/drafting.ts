/** The draft: an answer with all requisites and the executor mark (8.2 last paragraph, 8.4.5). */
import type { DraftFields } from '../command.ts';
import type { Facts } from '../decision.ts';
import type { Letter } from '../letter.ts';
import { fullName, type Person, shortName } from '../person.ts';
import type { Reply } from '../reply.ts';
import { maySign, proposedSignatory } from '../signing.ts';
import type { Situation, Step } from '../step.ts';

/** A draft may be saved with gaps; they are asked for on the way to approval. */
export const draft: Step<'draft'> = {
  fields: function* ({ letter, facts }, { basedOn }) {
    const { reply } = letter;
    if (basedOn === undefined || (reply?.savedAt ?? null) === basedOn) return;
    const author = facts.people.find(({ id }) => id === reply?.author);
    yield `Пока Вы писали, проект изменил другой: ${author ? shortName(author) : 'сотрудник'}. Сравните тексты и выберите.`;
  },
  take: ({ letter, facts }, { draft: fields }) => ({ events: [{ type: 'drafted', reply: replyFrom(letter, facts, fields) }] }),
};

export const submit: Step<'submit'> = {
  now: function* (situation) {
    const { reply } = situation.letter;
    if (reply) yield* replyObjections(situation, reply);
  },
  take: () => ({ events: [{ type: 'submitted' }] }),
};

/** The text as the executor saved it, with the mark of whoever executes the letter now. */
function replyFrom(letter: Letter, facts: Facts, fields: DraftFields): Reply {
  const executor = facts.people.find(({ id }) => id === letter.executor) ?? facts.actor;
  return freshReply(letter, facts, {
    ...fields,
    addressee: written(fields.addressee),
    title: fields.title.trim().replace(/\.$/, ''),
    salutation: fields.salutation.trim(),
    text: written(fields.text),
    enclosures: written(fields.enclosures),
    executorMark: executorMark(executor),
    author: facts.actor.id,
    remark: letter.reply?.remark ?? null,
    ...(letter.reply?.notes && { notes: letter.reply.notes }),
  });
}

type Written = DraftFields & Pick<Reply, 'executorMark' | 'author' | 'remark' | 'notes'>;

/** A reply nobody has approved yet. It keeps its id, so that its number stays its own; visas fall with every change of the text. */
export function freshReply(
  { reply }: Pick<Letter, 'reply'>,
  { newId, now }: Pick<Facts, 'newId' | 'now'>,
  content: Written,
): Reply {
  return {
    ...content,
    id: reply?.id ?? newId,
    savedAt: now,
    submittedAt: null,
    visas: [],
    outgoingNumber: reply?.outgoingNumber ?? null,
    signedOn: null,
    signedBy: null,
    document: null,
    dispatch: null,
    sentOn: null,
  };
}

/** What an answer lacks before it may go on. Also a refusal's notice has to pass. */
function* replyObjections({ standard, letter, facts }: Omit<Situation, 'line'>, reply: Reply): Generator<string> {
  if (reply.addressee.length === 0) yield 'Укажите адресата.';
  if (!reply.title) yield 'Укажите заголовок: о чём ответ.';
  if (!reply.salutation) yield 'Обратитесь к адресату по имени или напишите «Здравствуйте!».';
  if (reply.text.length === 0) yield 'Напишите ответ по сути вопроса (п. 8.4.5).';
  for (const [where, lines] of [
    ['тексте', reply.text],
    ['заголовке', [reply.title]],
    ['обращении к адресату', [reply.salutation]],
    ['адресате', reply.addressee],
    ['приложениях', reply.enclosures],
  ] as const) {
    const gap = placeholder(lines.join('\n'));
    if (gap) yield `В ${where} осталось место для заполнения: «${gap}». Впишите сведения или уберите его (п. 8.4.5).`;
  }
  yield* markObjections(reply.executorMark);
  yield* signatoryObjections({ standard, letter, facts }, reply.signatory);
  if (reply.answerChannel === 'email' && !letter.card.correspondent.email) {
    yield 'Ответ по электронной почте, а адреса в карточке нет. Впишите его в карточку или выберите другой способ (п. 9.8).';
  }
}

export function executorMark(person: Person): Reply['executorMark'] {
  return { name: fullName(person), phone: person.phone };
}

/** 8.4.5 asks for the full name, 8.2 for the phone. */
function* markObjections({ name, phone }: Reply['executorMark']): Generator<string> {
  if (name.trim().split(/\s+/).length < 2)
    yield 'В отметке об исполнителе нужны фамилия, имя и отчество (п. 8.4.5). Дополните их в списке сотрудников.';
  if (phone.replace(/\D/g, '').length < 5)
    yield 'В отметке об исполнителе нужен телефон (п. 8.2). Дополните его в списке сотрудников.';
}

function* signatoryObjections({ standard, letter, facts }: Omit<Situation, 'line'>, signatory: string): Generator<string> {
  const person = facts.people.find(({ id }) => id === signatory);
  if (person && maySign(standard, letter, person)) {
    if (letter.complainedOf.includes(signatory))
      yield `Жалоба касается подписанта (${shortName(person)}). Выберите другого (п. 4.2).`;
    return;
  }
  const proposed = proposedSignatory(standard, letter, facts);
  const whom = proposed
    ? ` Такой ответ подписывает ${proposed.position}: ${shortName(proposed)}`
    : ' Выберите уполномоченного подписанта';
  yield `${person ? `${shortName(person)} не подписывает такие ответы.` : 'Подписант не выбран.'}${whom} (п. 8.4.5).`;
}

/** «[сумма]» left over from a template, or a name that was never filled. */
function placeholder(text: string): string | null {
  return text.match(/\[[^\]\n]*\]|\{\{[^}\n]*\}\}/)?.[0] ?? null;
}

function written(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter(Boolean);
}
