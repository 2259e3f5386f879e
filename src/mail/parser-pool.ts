/** Every mail is parsed by a worker under a time limit, in packages; a mail on which the parser hangs or dies is known by its headers alone. */
import type { Buffer } from 'node:buffer';
import type { ParsedMail, ParseMail } from '../office/ports/mail.ts';
import { unreadable } from './parse.ts';
import { type Asked, type Hand, type HandSettings, parserHand } from './parser-hand.ts';

export interface PoolSettings extends HandSettings {
  readonly limits: HandSettings['limits'] & { readonly parseMs: number };
  /** Workers at most; they start when they are needed. */
  readonly workers?: number;
}

export interface ParserPool {
  readonly parse: ParseMail;
  /** Ends the workers. What was still being parsed is rejected, so that nobody takes it for read. */
  stop(): Promise<void>;
}

/** Of one package: a message between threads costs more than a small mail, and a lost package is parsed again. */
const MAILS = 50;
const BYTES = 2 * 2 ** 20;

export function parserPool(settings: PoolSettings): ParserPool {
  const { parseMs } = settings.limits;
  const most = settings.workers ?? 1;
  const idle: Hand[] = [];
  const busy = new Map<Hand, Work>();
  const waiting: Job[] = [];
  let stopped = false;
  let asked = false;

  function next(): void {
    asked = false;
    while (waiting.length > 0 && !stopped) {
      const hand = idle.pop() ?? (busy.size < most ? start() : null);
      if (hand === null) return;
      const jobs = waiting.splice(0, fitting(waiting));
      busy.set(hand, { jobs, timer: setTimeout(() => look(hand), parseMs) });
      hand.give(jobs);
    }
  }

  function start(): Hand {
    const hand = parserHand(settings, {
      answered: (mails) => {
        const jobs = leave(hand);
        idle.push(hand);
        for (const [index, job] of jobs.entries()) job.resolve(mails[index] as ParsedMail);
        next();
      },
      broke: (error) => {
        const at = hand.at();
        // It did not even begin: that is not the mail's fault
        if (at === null) for (const { reject } of drop(hand)) reject(error);
        else giveUp(hand, at.index, `Письмо не удалось разобрать (${error.message})`);
        next();
      },
    });
    return hand;
  }

  /** The limit is that of a mail, and a package has many: the time counts from the beginning of the one in work. */
  function look(hand: Hand): void {
    const at = hand.at();
    const work = busy.get(hand);
    if (!work) return;
    if (at !== null && at.ms >= parseMs) {
      giveUp(hand, at.index, `Письмо не разобрано за ${parseMs / 1000} с`);
      next();
    } else work.timer = setTimeout(() => look(hand), parseMs - (at?.ms ?? 0));
  }

  /** The worker is lost; its other mails go to a new one, before all that wait. */
  function giveUp(hand: Hand, index: number, why: string): void {
    const jobs = drop(hand);
    const [guilty] = jobs.splice(index, 1);
    waiting.unshift(...jobs, ...(guilty ? headersOf(guilty, `${why}: показаны только заголовки. Откройте исходный файл.`) : []));
  }

  /** Once more without the body, under the same limit; where even that is too much, the bytes are shown. */
  function headersOf({ raw, headersOf: whole, resolve, reject }: Job, remark: string): Job[] {
    if (whole) {
      resolve(unreadable(whole, settings, remark));
      return [];
    }
    const known = ({ text: _, fingerprint: __, remarks, ...head }: ParsedMail) => {
      const { text, fingerprint } = unreadable(raw, settings, remark);
      resolve({ ...head, text, fingerprint, remarks: [remark, ...remarks] });
    };
    return [{ raw: headOf(raw), headersOf: raw, asked: {}, resolve: known, reject }];
  }

  function drop(hand: Hand): Job[] {
    const place = idle.indexOf(hand);
    if (place >= 0) idle.splice(place, 1);
    void hand.terminate();
    return leave(hand);
  }

  function leave(hand: Hand): Job[] {
    const work = busy.get(hand);
    busy.delete(hand);
    clearTimeout(work?.timer);
    return work?.jobs ?? [];
  }

  return {
    parse: (raw, way = {}) =>
      new Promise((resolve, reject) => {
        if (stopped) throw new Error('the parser was stopped');
        waiting.push({ raw, headersOf: null, asked: way, resolve, reject });
        // In the next turn: mails asked for together go together
        if (!asked) setImmediate(next);
        asked = true;
      }),
    async stop() {
      stopped = true;
      const hands = [...idle, ...busy.keys()];
      for (const { reject } of [...hands.flatMap(drop), ...waiting.splice(0)]) reject(new Error('the parser was stopped'));
      await Promise.all(hands.map((hand) => hand.terminate()));
    },
  };
}

interface Job extends Asked {
  /** Of a mail that was given up: the whole of which these are the headers. */
  readonly headersOf: Buffer | null;
  readonly resolve: (mail: ParsedMail) => void;
  readonly reject: (error: Error) => void;
}

interface Work {
  readonly jobs: Job[];
  timer: NodeJS.Timeout;
}

/** How many of those that wait make one package; a large mail travels alone. */
function fitting(waiting: readonly Job[]): number {
  let bytes = 0;
  const over = waiting.slice(0, MAILS).findIndex(({ raw }) => {
    bytes += raw.length;
    return bytes > BYTES;
  });
  return over < 0 ? Math.min(MAILS, waiting.length) : Math.max(1, over);
}

const HEAD_BYTES = 64 * 1024;

function headOf(raw: Buffer): Buffer {
  return raw.subarray(0, /\r?\n\r?\n/.exec(raw.toString('latin1', 0, HEAD_BYTES))?.index ?? 0);
}
