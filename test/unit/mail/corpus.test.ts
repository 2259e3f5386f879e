import { describe, expect, it } from '@jest/globals';
import { type LayerKind, layersOf } from '../../../src/language/layers.ts';
import { files, parse } from './build-mail.ts';
import { ANSWERING_MACHINES } from './corpus/answering-machines.ts';
import { ANSWERS_OF_PEOPLE } from './corpus/answers.ts';
import { AUTHORS } from './corpus/authors.ts';
import { BOUNCES } from './corpus/bounces.ts';
import { BROKEN_MAILS } from './corpus/broken-mails.ts';
import type { Case } from './corpus/case.ts';
import { CHARSETS } from './corpus/charsets.ts';
import { CLIENTS } from './corpus/clients.ts';
import { CODES } from './corpus/codes.ts';
import { ENCLOSED } from './corpus/enclosed.ts';
import { HEADERS_CASES } from './corpus/headers.ts';
import { LETTERS } from './corpus/letters.ts';
import { MACHINES } from './corpus/machines.ts';
import { MORE_QUOTATIONS } from './corpus/more-quotations.ts';
import { NAMES } from './corpus/names.ts';
import { OFFICES } from './corpus/offices.ts';
import { OLD_SERVERS } from './corpus/old-servers.ts';
import { OTHER_CLIENTS } from './corpus/other-clients.ts';
import { PLAIN_BOUNCES } from './corpus/plain-bounces.ts';
import { QUOTATIONS } from './corpus/quotations.ts';
import { RECEIPTS_AND_LISTS } from './corpus/receipts-and-lists.ts';
import { SEALS } from './corpus/seals.ts';
import { STRANGE_PARTS } from './corpus/strange-parts.ts';
import { STRUCTURE } from './corpus/structure.ts';

/** In which layer of the text the piece begins; undefined: it is not there. */
function kindOf(text: string, piece: string): LayerKind | undefined {
  return layersOf(text).find(({ start, end }) => collapsed(text.slice(start, end)).includes(piece))?.kind;
}

const collapsed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe.each<[string, readonly Case[]]>([
  ['charsets', CHARSETS],
  ['parts and files', STRUCTURE],
  ['names of files', NAMES],
  ['headers', HEADERS_CASES],
  ['signatures and locks', SEALS],
  ['mail of machines', MACHINES],
  ['letters that look like mail of machines', LETTERS],
  ['the programs that people write with', CLIENTS],
  ['older programs, telephones and forms', OTHER_CLIENTS],
  ['programs and apparatus that write for people', OFFICES],
  ['people who answer us', ANSWERS_OF_PEOPLE],
  ['returned mail', BOUNCES],
  ['returned mail in words', PLAIN_BOUNCES],
  ['returned mail in words alone', OLD_SERVERS],
  ['programs that answer', ANSWERING_MACHINES],
  ['receipts of a reading, lists, spam', RECEIPTS_AND_LISTS],
  ['letters of the alphabet', CODES],
  ['broken mails', BROKEN_MAILS],
  ['mails and files within mails', ENCLOSED],
  ['parts that need a second look', STRANGE_PARTS],
  ['authors and dates', AUTHORS],
  ['quotations and signatures', QUOTATIONS],
  ['quotations of fewer programs', MORE_QUOTATIONS],
])('8.4.2: what a person expects of difficult mails: %s', (_, cases) => {
  it.each(cases)('$what', async (expected) => {
    const seen = await parse(expected.raw);
    const text = collapsed(seen.text);
    for (const piece of expected.says ?? []) expect(text).toContain(collapsed(piece));
    for (const piece of expected.lacks ?? []) expect(text).not.toContain(piece);
    for (const [kind, pieces] of Object.entries(expected.layers ?? {}))
      for (const piece of pieces) expect([piece, kindOf(seen.text, piece)]).toEqual([piece, kind]);
    const told = {
      subject: seen.subject,
      from: seen.from.address,
      name: seen.from.name,
      date: seen.sentAt,
      files: files(seen).map(({ name, type }) => `${name} ${type}`),
      automatic: seen.automatic,
      seal: seen.seal,
      bounceFor: seen.bounce?.for ?? null,
      action: seen.bounce?.action ?? null,
      inReplyTo: seen.inReplyTo,
      read: seen.receipt?.read ?? null,
    };
    const asked = Object.keys(told).filter((key) => Object.hasOwn(expected, key)) as (keyof typeof told)[];
    expect(Object.fromEntries(asked.map((key) => [key, told[key]]))).toEqual(
      Object.fromEntries(asked.map((key) => [key, expected[key as keyof Case]])),
    );
    if (expected.remark === null) expect(seen.remarks).toEqual([]);
    else if (expected.remark !== undefined) expect(seen.remarks.join(' ')).toContain(expected.remark);
  });
});
