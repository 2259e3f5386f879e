/** The whole printing room behind the port. */
import type { Printer } from '../office/ports/paper.ts';
import { printEnvelope } from './envelope.ts';
import { letterheadPrinter } from './letterhead.ts';
import { postRegisterPrinter } from './post-register.ts';
import { scanCopy } from './scan-copy.ts';
import type { LetterheadConfig } from './stationery.ts';

/** Milliseconds for drawing a letter as pictures: sixty sheets on a busy machine. */
const DRAWING_MS = 120_000;

export function paperPrinter(stationery: { letterhead: LetterheadConfig }): Printer {
  const { author } = stationery.letterhead.company;
  return {
    ...letterheadPrinter(stationery),
    ...postRegisterPrinter(stationery),
    envelope: printEnvelope,
    scanCopy: (letter, properties) => scanCopy(letter, { ...properties, author, timeoutMs: DRAWING_MS }),
  };
}
