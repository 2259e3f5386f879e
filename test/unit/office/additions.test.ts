import { beforeEach, describe, expect, it } from '@jest/globals';
import { accept } from '../../../src/accept.ts';
import type { Letter } from '../../../src/domain/letter.ts';
import { type FakeHouse, fakeHouse } from '../../support/fake-house.ts';
import { person } from '../../support/house.ts';

const NOW = new Date('2026-11-23T06:00:00Z');
const clerk = person('zhurnalova');
let house: FakeHouse;
let uid = 0;

beforeEach(() => {
  house = fakeHouse({ now: () => NOW });
});

describe('A10: what continues an earlier letter is proposed as its addition, and is one on the clerk’s word', () => {
  it('an answer in the thread of a letter, or to our notice about it, names the letter', async () => {
    const first = await arrived('Message-ID: <first@primer.example>', 'Перерасчёт');
    const notice = house.mails.at(-1)?.messageId ?? '';
    expect(notice).not.toBe('');
    const second = await arrived('In-Reply-To: <first@primer.example>', 'Re: Перерасчёт');
    const third = await arrived(`References: <else@primer.example> ${notice}`, 'Забыл приложить');
    expect(second.proposedAddition).toEqual({ number: first.number, why: 'thread' });
    expect(third.proposedAddition).toEqual({ number: first.number, why: 'thread' });
    expect(first.proposedAddition ?? null).toBeNull();
  });

  it('so does our number in the subject, if there is such a letter', async () => {
    const first = await arrived('X-Nothing: 1', 'Перерасчёт');
    const second = await arrived('X-Nothing: 2', `По обращению № ${first.number}: акт`);
    const stray = await arrived('X-Nothing: 3', 'По обращению № ЦО-2026/000999: акт');
    expect(second.proposedAddition).toEqual({ number: first.number, why: 'number' });
    expect(stray.proposedAddition ?? null).toBeNull();
  });

  it('joined, it keeps its number, and the first letter shows it once in card and history, with its files', async () => {
    const first = await arrived('Message-ID: <first@primer.example>', 'Перерасчёт');
    const second = await arrived('In-Reply-To: <first@primer.example>', 'Акт', 'акт.txt');
    await house.office.handle(second.id, { type: 'supplement', to: second.proposedAddition?.number ?? '' }, clerk);
    await house.perform();
    await house.perform();
    const { value, history } = await house.letters.load(first.id);
    expect(value.additions?.map(({ number, subject, parts }) => [number, subject, parts.map(({ name }) => name)])).toEqual([
      [second.number, 'Акт', ['акт.txt']],
    ]);
    expect(history.filter(({ type }) => type === 'addition_joined')).toHaveLength(1);
    expect(value.state).toBe('registered');
    expect((await house.letters.load(second.id)).value).toMatchObject({ state: 'supplement', supplementTo: first.number });
  });

  it('left alone it is a letter of its own', async () => {
    await arrived('Message-ID: <first@primer.example>', 'Перерасчёт');
    const second = await arrived('In-Reply-To: <first@primer.example>', 'Другой вопрос');
    await house.office.handle(second.id, { type: 'confirm_card', card: second.card, unit: 'billing' }, clerk);
    await house.perform();
    expect((await house.letters.load(second.id)).value).toMatchObject({ state: 'routed', supplementTo: null });
  });
});

async function arrived(header: string, subject: string, file?: string): Promise<Letter> {
  uid += 1;
  const name = file && `=?utf-8?B?${Buffer.from(file).toString('base64')}?=`;
  const body = file
    ? `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nПисьмо ${uid}.\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nАкт.\r\n--b--`
    : `Прошу ответить на письмо ${uid}.`;
  const raw = [
    'From: info@primer.example',
    'To: kanc@tbek.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    header,
    `Content-Type: ${file ? 'multipart/mixed; boundary=b' : 'text/plain; charset=utf-8'}`,
    '',
    body,
  ].join('\r\n');
  await accept(house, [{ key: `imap:a:1:${uid}`, office: 'ЦО', source: 'kanc', at: NOW.toISOString(), raw: Buffer.from(raw) }]);
  await house.perform();
  const letters = await house.office.journal({ limit: 1 }, clerk);
  return (await house.letters.load(letters.items[0]?.id ?? '')).value;
}
