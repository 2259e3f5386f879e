/**
 * The demonstration: every letter of the set comes in through `office.receive` and is walked by people through
 * `office.handle`, under a clock that is moved from step to step, all letters in one order of time. Nothing is bypassed.
 */
import { moments } from './moments.ts';
import { type StageNeeds, stage } from './stage.ts';

export interface DemoNeeds extends StageNeeds {
  /** Effects that are due, until none is left. */
  readonly perform: () => Promise<void>;
  /** Moves the engine's clock: forward only, and to `now` in the end. */
  readonly setNow: (at: Date) => void;
  /** The real present: nothing of the set happens after it. */
  readonly now: Date;
}

/**
 * `people`: the sample staff as the store has them; `set`: from readDemo.
 * @throws Error naming letter and step when the office refuses one: then the set is at fault
 */
export async function loadDemo(needs: DemoNeeds): Promise<{ readonly letters: number; readonly quarantined: number }> {
  const { office, perform, setNow, now, set } = needs;
  const { calendar, organisation } = office.standard;
  const times = moments(calendar, organisation.company.zone, now);
  const shown = stage(needs);
  const happenings: Happening[] = set.machineMails.map((mail) => {
    const at = times.of(mail.received);
    return { at, name: `mail "${mail.id}"`, run: () => shown.machineMail(mail, at) };
  });
  for (const [turn, story] of set.letters.entries()) {
    const name = `letter ${turn + 1} "${story.id}"`;
    const received = times.of(story.received);
    happenings.push({ at: received, name, run: () => shown.arrive(story, turn, received) });
    for (const [index, at] of times.ofSteps(story).entries()) {
      const step = story.steps[index];
      if (step) happenings.push({ at, name: `${name}: ${step.verb}`, run: () => shown.take(story, turn, step, at) });
    }
  }
  for (const { at, name, run } of happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    setNow(at);
    try {
      if (await run()) await perform();
    } catch (error) {
      throw new Error(`templates/demo: ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  setNow(now);
  return shown.counts();
}

interface Happening {
  readonly at: Date;
  /** For faults. */
  readonly name: string;
  readonly run: () => Promise<boolean>;
}
