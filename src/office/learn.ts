/** Kind and topic that a person corrected on the card are kept, for the next training (R4). */
import type { Letter } from '../domain/letter.ts';
import type { PersonId } from '../domain/person.ts';
import { KINDS, TOPIC_IDS } from '../language/finding.ts';
import { lessonOf } from '../language/lesson.ts';
import type { Handle } from './handle.ts';
import type { Stored } from './ports/letters.ts';
import type { Clock } from './ports/people.ts';
import type { Lesson, Teaching } from './ports/teaching.ts';

export interface LearnNeeds {
  readonly teaching: Pick<Teaching, 'learn'>;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** The same as `handle`; a lesson that cannot be kept is logged and stops nobody. */
export function learning(handle: Handle, { teaching, clock, log }: LearnNeeds): Handle {
  return async (id, command, actor, way) => {
    const stored = await handle(id, command, actor, way);
    if (command.type !== 'confirm_card' && command.type !== 'amend_card') return stored;
    const lesson = lessonFrom(stored, actor.id, clock.now().toISOString());
    if (lesson) await teaching.learn(lesson).catch((error: unknown) => log(`letter ${id}: lesson not kept: ${String(error)}`));
    return stored;
  };
}

/** Null when the engine had read it as people do. */
export function lessonFrom({ id, value, history }: Stored<Letter>, by: PersonId, at: string): Lesson | null {
  const read = history.findLast((event) => event.type === 'examined');
  const topic = TOPIC_IDS.find((each) => each === value.card.topic);
  const kind = KINDS.find((each) => each === value.card.kind);
  if (read?.type !== 'examined' || !topic || !kind) return null;
  if (read.kind === kind && read.topics[0]?.id === topic) return null;
  const text = lessonOf(`${value.card.subject}. ${value.repaired?.text ?? value.text}`);
  return text === '' ? null : { letterId: id, text, kind, topic, by, at };
}
