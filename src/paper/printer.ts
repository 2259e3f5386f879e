/** The whole printing room behind the port. */
import type { Printer } from '../office/ports/paper.ts';
import { printEnvelope } from './envelope.ts';
import { letterheadPrinter } from './letterhead.ts';
import { postRegisterPrinter } from './post-register.ts';
import type { LetterheadConfig } from './stationery.ts';

export function paperPrinter(stationery: { letterhead: LetterheadConfig }): Printer {
  return { ...letterheadPrinter(stationery), ...postRegisterPrinter(stationery), envelope: printEnvelope };
}
