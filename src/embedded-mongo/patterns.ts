import { createContext, Script } from 'node:vm';
import type { BSONRegExp } from 'bson';
import { CommandError } from './errors.ts';
import { classes, classOf } from './order.ts';

/**
 * Does a text match? JavaScript's patterns go back and try again: one like `(a+)+$` would take years on forty letters and hold every
 * connection meanwhile. What cannot take long runs as it is, all else under a watch.
 * @throws CommandError Location51091 on a pattern or option that JavaScript lacks; the test throws Location51156 when it takes too long
 */
export function patternTest(operand: unknown, options?: unknown): (text: string) => boolean {
  const pattern = toRegExp(operand, options);
  const steps = exponentOf(pattern.source);
  return (text) => (text.length ** steps <= fewSteps ? pattern.test(text) : watched(() => pattern.test(text)));
}

/** Runs something without side effects; ends it by force after a quarter of a second. Costs some 0.1 ms. */
export function watched<T>(work: () => T): T {
  const before = room.job;
  let result: { value: T } | undefined;
  room.job = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(room, { timeout: longestMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  } finally {
    room.job = before;
  }
  if (!result)
    throw new CommandError('Location51156', `Error occurred while executing the regular expression: longer than ${longestMs} ms`);
  return result.value;
}

const longestMs = 250;
const fewSteps = 2_000_000;
const room = createContext({ job: undefined as (() => void) | undefined });
const script = new Script('job()');

/** Steps grow at most with this power of the length: one for the start, one for each repetition; without bound when groups repeat. */
function exponentOf(source: string): number {
  const bare = source.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\)[*+?{]|\\|\(\?[=!<]/.test(bare)) return Number.POSITIVE_INFINITY;
  return 1 + (bare.match(/[*+?]|\{\d/g)?.length ?? 0);
}

export const isRegex = (value: unknown): value is BSONRegExp => classOf(value) === classes.regex;

/** BSON regular expressions in JavaScript's: options i, m, s, u; x (which JavaScript lacks) is refused. */
function toRegExp(operand: unknown, options?: unknown): RegExp {
  const { source, flags } =
    typeof operand === 'string'
      ? { source: operand, flags: '' }
      : operand instanceof RegExp
        ? { source: operand.source, flags: operand.flags }
        : isRegex(operand)
          ? { source: operand.pattern, flags: operand.options }
          : { source: undefined, flags: '' };
  if (source === undefined) throw new CommandError('BadValue', '$regex has to be a string');
  const wanted = typeof options === 'string' ? options : flags;
  if (/[^imsu]/.test(wanted)) throw new CommandError('Location51091', `invalid flag in regex options: ${wanted}`);
  try {
    return new RegExp(source, [...new Set(wanted)].join(''));
  } catch (error) {
    throw new CommandError('Location51091', `Regular expression is invalid: ${(error as Error).message}`);
  }
}
