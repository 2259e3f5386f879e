import { describe } from '@jest/globals';
import { limits } from '../../src/config.ts';
import { paperPrinter } from '../../src/paper/printer.ts';
import { scanReader } from '../../src/paper/recognise.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { readerContract } from './reader.contract.ts';

const printer = paperPrinter({ letterhead: loadLetterhead('templates/letterhead.yaml') });

describe('tesseract and poppler read', () => readerContract(() => scanReader({ limits }), printer));
