import { expect, it } from '@jest/globals';
import type { Card } from '../../src/domain/card.ts';
import type { Register } from '../../src/office/ports/register.ts';
import { card, NOBODY } from '../support/house.ts';
import { decision, extended, newLetter, reply, type Wanted } from '../support/new-letters.ts';
import { registered } from './letters.contract.ts';
import { EVERYTHING, type MakeRegister } from './register.contract.ts';

export function searchContract(make: MakeRegister): void {
  it('words are found in any form, and all of them must occur', async () => {
    const { letters, register } = await make();
    await registered(letters, { id: 'meter', text: 'Прошу заменить прибор учёта на новый.' });
    await registered(letters, { id: 'bill', text: 'Счёт за прибор не пришёл.' });
    expect(await found(register, 'приборы')).toEqual(['bill', 'meter']);
    expect(await found(register, 'замените прибора учета')).toEqual(['meter']);
    expect(await found(register, 'ПРИБОРОМ счета')).toEqual(['bill']);
    expect(await found(register, 'прибор трансформатор')).toEqual([]);
    expect(await found(register, '«прибор» на новый')).toEqual(['meter']);
  });

  it('of letters that come by the hundred each is found by its subject at once, by its text after its first step', async () => {
    const { letters, register } = await make();
    const created = await letters.create(
      Array.from({ length: 60 }, (_, n) => newLetter({ id: `letter-${n}`, text: `Прошу заменить трансформатор № ${n}.` })),
    );
    expect(await found(register, 'ЦО-2026/000060')).toEqual(['letter-59']);
    const [first] = created;
    if (!first) throw new Error('there are sixty');
    await letters.save(first.letter, extended(1));
    expect(await found(register, 'трансформаторы')).toContain('letter-0');
  });

  it('a question without a word to look for finds nothing, an empty one is no question', async () => {
    const { letters, register } = await make();
    await registered(letters, { id: 'one' });
    expect(await found(register, 'на за по')).toEqual([]);
    expect(await found(register, '…')).toEqual([]);
    expect(await found(register, '  ')).toEqual(['one']);
  });

  it('a letter is found by its number, by a part of it, and by the number of its answer', async () => {
    const { letters, register } = await make();
    const created = await letters.create(Array.from({ length: 12 }, (_, n) => newLetter({ id: `letter-${n + 1}` })));
    const twelfth = created[11]?.letter;
    if (!twelfth) throw new Error('there are twelve');
    await letters.save(twelfth, decision([{ type: 'drafted', reply: reply({ outgoingNumber: 'ЦО-И-2026/000777' }) }]));
    for (const q of [
      'ЦО-2026/000012',
      'цо-2026/12',
      '2026/000012',
      '000012',
      '12',
      '№ 12',
      '777',
      'ЦО-И-2026/000777',
      'И-2026/777',
    ]) {
      expect([q, await found(register, q)]).toEqual([q, ['letter-12']]);
    }
    expect(await found(register, '13')).toEqual([]);
    expect(await found(register, '2')).toEqual(['letter-2']);
  });

  it('a letter is found by the consumer’s number, contract and telephone', async () => {
    const { letters, register } = await make();
    await registered(letters, {
      id: 'one',
      text: 'По договору ЭС-1023/17 просим перерасчёт.',
      card: of(
        { contract: '00045-Б', inn: '7700000000', phone: '8 (000) 123-45-67' },
        { customerRef: { number: '214-П', on: null } },
      ),
    });
    await registered(letters, { id: 'two', text: 'Иное.', card: of({}) });
    for (const q of ['214-п', 'эс-1023/17', '45-б', '7700000000', '+7 000 123-45-67', '0001234567', 'договор ЭС-1023/17']) {
      expect([q, await found(register, q)]).toEqual([q, ['one']]);
    }
  });

  it('a letter is found by its Message-ID and by the address of the consumer', async () => {
    const { letters, register } = await make();
    const mail = { messageId: '<AbC.1@mail.example>', inReplyTo: null, references: [], sentAt: null, to: [] };
    await registered(letters, { id: 'one', mail, card: of({ email: 'Snab@Primer.example' }) });
    await registered(letters, { id: 'two', card: of({}) });
    for (const q of ['<AbC.1@mail.example>', 'AbC.1@mail.example', 'snab@primer.example', 'SNAB@primer.example']) {
      expect([q, await found(register, q)]).toEqual([q, ['one']]);
    }
  });

  it('what was recognised later, and a card amended by people, is found at once', async () => {
    const { letters, register } = await make();
    const stored = await registered(letters, { id: 'scan', text: '', textSource: 'none' });
    expect(await found(register, 'трансформатор')).toEqual([]);
    const legibility = { legible: 'legible', score: 1, reasons: [], pages: [] } as const;
    const read = await letters.save(stored, decision([{ type: 'recognised', text: 'Гудит трансформатор', legibility }]));
    expect(await found(register, 'трансформаторы')).toEqual(['scan']);
    await letters.save(read, decision([{ type: 'card_amended', card: of({ organisation: 'СНТ «Рябинка»' }) }]));
    expect(await found(register, 'рябинка трансформатор')).toEqual(['scan']);
    expect(await found(register, 'снаб')).toEqual([]);
  });

  it('a text of any length and kind can be kept and searched', async () => {
    const { letters, register } = await make();
    const many = Array.from({ length: 30_000 }, (_, n) => `слово${n.toString(36)}ъ`).join(' ');
    await registered(letters, { id: 'long', text: `Начало ${many}`, card: of({}, { subject: 'Жалоба' }) });
    await registered(letters, { id: 'wide', text: `${'а'.repeat(150_000)} ${'1-'.repeat(20_000)}\u0000 конец` });
    expect(await found(register, 'начала жалобы')).toEqual(['long']);
    expect(await found(register, 'конец')).toEqual(['wide']);
  });

  it('8.4.5: letters and answers are found by Message-ID, the answer told from the letter', async () => {
    const { letters, register } = await make();
    const sent = { channel: 'email', status: 'accepted', to: 'a@b.example', trackingNumber: null, at: '', error: null } as const;
    const answered = reply({ dispatch: { ...sent, messageId: '<reply@tbek.example>' } });
    await registered(letters, { ...mailed('<1@x.example>'), id: 'one', afterwards: [{ type: 'drafted', reply: answered }] });
    await registered(letters, {
      ...mailed('<2@x.example>'),
      id: 'two',
      registeredOn: '2026-11-24',
      afterwards: [{ type: 'notified', notice: 'registered', to: 'a@b.example', messageId: '<notice@tbek.example>' }],
    });
    const [one, two] = [{ id: 'one' }, { id: 'two' }];
    expect(await register.thread(['<reply@tbek.example>'])).toMatchObject([{ ...one, isReply: true }]);
    expect(await register.thread(['reply@tbek.example'])).toMatchObject([{ ...one, isReply: true }]);
    expect(await register.thread(['<notice@tbek.example>'])).toMatchObject([{ ...two, isReply: false }]);
    expect(await register.thread(['<1@x.example>', '<2@x.example>'])).toMatchObject([two, one]);
    expect(await register.thread(['<3@x.example>'])).toEqual([]);
    expect(await register.thread([])).toEqual([]);
  });

  it('a notice that is sent later is known by its Message-ID too', async () => {
    const { letters, register } = await make();
    const stored = await registered(letters, { effects: [{ type: 'acknowledge' }] });
    const notified = {
      type: 'notified',
      notice: 'registered',
      to: 'a@b.example',
      messageId: '<n@tbek.example>',
      at: '',
      by: '',
    } as const;
    await letters.settle(stored.id, stored.pending[0]?.id ?? '', [notified]);
    expect(await register.thread(['<n@tbek.example>'])).toMatchObject([{ id: stored.id, isReply: false }]);
  });

  it('8.2.8: earlier letters of a consumer are those of the same address, contract or ИНН', async () => {
    const { letters, register } = await make();
    const at = (day: number) => `2026-11-${day}T05:00:00.000Z`;
    const part = { index: 0, name: 'акт.pdf', type: 'application/pdf', size: 1, hash: 'h1' };
    await registered(letters, {
      id: 'mail',
      receivedAt: at(10),
      card: of({ email: 'A@b.example' }),
      parts: [part],
      text: 'Первое',
    });
    await registered(letters, { id: 'contract', receivedAt: at(11), card: of({ contract: '№ 10 23' }) });
    await registered(letters, { id: 'inn', receivedAt: at(12), card: of({ inn: '7700000000' }) });
    await registered(letters, { id: 'other', receivedAt: at(12), card: of({ email: 'c@d.example' }) });
    await registered(letters, { id: 'later', receivedAt: at(20), card: of({ email: 'a@b.example' }) });
    const keys = { email: 'a@b.example', contract: '1023', inn: '7700000000' };
    const ids = async (some: Partial<typeof keys>, limit = 10) =>
      (await register.earlier({ email: null, contract: null, inn: null, ...some }, at(20), limit)).map(({ id }) => id);
    expect(await ids(keys)).toEqual(['inn', 'contract', 'mail']);
    expect(await ids(keys, 2)).toEqual(['inn', 'contract']);
    expect(await ids({ email: 'a@b.example' })).toEqual(['mail']);
    expect(await ids({})).toEqual([]);
    const [first] = await register.earlier({ ...keys, contract: null, inn: null }, at(20), 1);
    expect(first).toMatchObject({
      text: 'Первое',
      attachmentHashes: ['h1'],
      outgoingNumber: null,
      sentOn: null,
      answerAuthor: null,
    });
  });

  it('4.2: of a reopened letter the answer that had gone out is the earlier answer', async () => {
    const { letters, register } = await make();
    const gone = reply({ outgoingNumber: 'ЦО-И-2026/000001', sentOn: '2026-11-25' });
    await registered(letters, {
      id: 'one',
      afterwards: [
        { type: 'drafted', reply: gone },
        { type: 'reopened', reason: 'новые сведения' },
      ],
    });
    const keys = { email: 'snab@primer.example', contract: null, inn: null };
    const [earlier] = await register.earlier(keys, '2027-01-01T00:00:00.000Z', 1);
    expect(earlier).toMatchObject({ outgoingNumber: 'ЦО-И-2026/000001', sentOn: '2026-11-25', answerAuthor: 'testov' });
    expect(await found(register, 'ЦО-И-2026/000001')).toEqual(['one']);
  });
}

async function found(register: Register, q: string): Promise<string[]> {
  return (await register.page({ scope: EVERYTHING, limit: 100, q })).items.map(({ id }) => id).sort();
}

function of(correspondent: Partial<Card['correspondent']>, more: Partial<Card> = {}): Card {
  return card({ ...more, correspondent: { ...NOBODY, ...correspondent } });
}

function mailed(messageId: string): Wanted {
  return { mail: { messageId, inReplyTo: null, references: [], sentAt: null, to: [] } };
}
