import { describe, expect, it } from '@jest/globals';
import { files, parse } from './build-mail.ts';
import type { Case } from './corpus/case.ts';
import { CHARSETS } from './corpus/charsets.ts';
import { HEADERS_CASES } from './corpus/headers.ts';
import { LETTERS } from './corpus/letters.ts';
import { MACHINES } from './corpus/machines.ts';
import { NAMES } from './corpus/names.ts';
import { SEALS } from './corpus/seals.ts';
import { STRUCTURE } from './corpus/structure.ts';

const collapsed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe.each<[string, readonly Case[]]>([
  ['charsets', CHARSETS],
  ['parts and files', STRUCTURE],
  ['names of files', NAMES],
  ['headers', HEADERS_CASES],
  ['signatures and locks', SEALS],
  ['mail of machines', MACHINES],
  ['letters that look like mail of machines', LETTERS],
])('8.4.2: what a person expects of difficult mails: %s', (_, cases) => {
  it.each(cases)('$what', async (expected) => {
    const seen = await parse(expected.raw);
    const text = collapsed(seen.text);
    for (const piece of expected.says ?? []) expect(text).toContain(collapsed(piece));
    for (const piece of expected.lacks ?? []) expect(text).not.toContain(piece);
    const told = {
      subject: seen.subject,
      from: seen.from.address,
      date: seen.sentAt,
      files: files(seen).map(({ name, type }) => `${name} ${type}`),
      automatic: seen.automatic,
      seal: seen.seal,
      bounceFor: seen.bounce?.for ?? null,
    };
    const asked = Object.keys(told).filter((key) => Object.hasOwn(expected, key)) as (keyof typeof told)[];
    expect(Object.fromEntries(asked.map((key) => [key, told[key]]))).toEqual(
      Object.fromEntries(asked.map((key) => [key, expected[key as keyof Case]])),
    );
    if (expected.remark === null) expect(seen.remarks).toEqual([]);
    else if (expected.remark !== undefined) expect(seen.remarks.join(' ')).toContain(expected.remark);
  });
});
