import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../../src/domain/command.ts';
import { Invalid } from '../../../src/domain/errors.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import type { Stored } from '../../../src/office/ports/letters.ts';
import type { Signer } from '../../../src/office/ports/signing.ts';
import { signingWithKey } from '../../../src/office/sign-with-key.ts';
import { signedLetterhead } from '../../../src/office/signed-letterhead.ts';
import { upTo } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { person, staff, standard } from '../../support/house.ts';

const now = new Date('2026-11-23T05:00:00Z');
const letter = given(...upTo.signed).letter();
const certificate = {
  serial: '01AB',
  owner: 'Управленцев Ульян Устинович',
  issuer: 'УЦ',
  validFrom: new Date('2026-01-14T00:00:00Z'),
  validTo: new Date('2027-04-13T20:00:00Z'),
};
const signer = (more: Partial<Signer>): Signer => ({
  certificate: async () => null,
  sign: async (pdf) => Buffer.concat([pdf, Buffer.from(' signed')]),
  verify: () => [],
  ...more,
});

describe('an official with a key (8.4.5)', () => {
  it('whose certificate has expired hears so when signing: nothing is signed and no number is spent', async () => {
    const done: Command[] = [];
    const handle = signingWithKey(
      async (id, command) => {
        done.push(command);
        return { id, revision: 1, value: letter, history: [], pending: [] } as Stored<Letter>;
      },
      {
        signer: signer({ certificate: async () => Promise.reject(new Invalid('Сертификат истёк.')) }),
        clock: { now: () => now },
      },
    );
    await expect(handle('letter-1', { type: 'sign' }, person('upravlentsev'))).rejects.toThrow('Сертификат истёк.');
    expect(done).toEqual([]);
    await handle('letter-1', { type: 'approve' }, person('upravlentsev'));
    expect(done).toEqual([{ type: 'approve' }]);
  });

  it('signs the sheet with its mark, dated in the office’s zone, and the image of it goes along (8.4.6); without a key the hand signs', async () => {
    const printed: object[] = [];
    const needs = (own: Signer) => ({
      standard,
      signer: own,
      people: { all: async () => staff },
      clock: { now: () => now },
      publicUrl: 'https://www.tbek.example',
      printer: {
        letterhead: async (sheet: object) => {
          printed.push(sheet);
          return Buffer.from('%PDF');
        },
        scanCopy: async (pdf: Buffer) => Buffer.from(`image of ${pdf}`),
      },
    });
    if (!letter.reply) throw new Error('no reply');
    const electronic = await signedLetterhead(needs(signer({ certificate: async () => certificate })), letter, letter.reply);
    expect(electronic).toEqual({ pdf: Buffer.from('%PDF signed'), electronic: true, copy: Buffer.from('image of %PDF signed') });
    expect(printed[0]).toMatchObject({
      mark: { serial: '01AB', owner: certificate.owner, from: '14.01.2026', to: '14.04.2027', at: now },
      check: { url: expect.stringMatching(/^https:\/\/www\.tbek\.example\/check\/.*2026%2F000001\?code=/) },
    });
    const byHand = await signedLetterhead(needs(signer({})), letter, letter.reply);
    expect(byHand).toEqual({ pdf: Buffer.from('%PDF'), electronic: false, copy: null });
    expect(printed[1]).not.toHaveProperty('mark');
  });
});
