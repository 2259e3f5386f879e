import { describe } from '@jest/globals';
import { paperPrinter } from '../../src/paper/printer.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { printerContract } from './printer.contract.ts';

const letterhead = loadLetterhead('templates/letterhead.yaml');

describe('pdfkit prints', () => printerContract(() => paperPrinter({ letterhead })));
