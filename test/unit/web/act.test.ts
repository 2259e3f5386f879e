import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { letterPath, type WebHouse, webHouse } from '../../support/web-house.ts';

let house: WebHouse | null = null;
beforeEach(async () => {
  await house?.close();
  house = await webHouse();
});
afterAll(() => house?.close());

function here(): WebHouse {
  if (!house) throw new Error('the house is not open');
  return house;
}
const letter = (n: number) => here().office.letters.get(`letter-${n}`)?.value;

const card = {
  subject: 'Сверка за октябрь',
  kind: 'complaint',
  topic: 'billing',
  organisation: 'ООО «Пример-Снаб»',
  email: 'info@primer-snab.example',
  answerChannel: 'email',
  refNumber: '45',
  refOn: '2026-11-18',
};

describe('the clerk', () => {
  it('8.2.4: confirms a card and goes on to the next one that waits longest', async () => {
    const clerk = await here().as('zhurnalova');
    const { status, location } = await clerk.post(letterPath('ЦО-2026/004508', '/do/confirm_card'), {
      ...card,
      unit: 'billing',
      onward: 'next',
    });
    expect([status, location]).toEqual([303, letterPath('ЦО-2026/004507')]);
    expect(letter(4508)).toMatchObject({
      state: 'routed',
      card: { kind: 'complaint', customerRef: { number: '45', on: '2026-11-18' } },
    });
    expect((await clerk.get('/trays/incoming')).text).toContain('Направлено: № ЦО-2026/004508');
  });

  it('is told beside the field what is missing, and nothing typed is lost', async () => {
    const clerk = await here().as('zhurnalova');
    const { status, text } = await clerk.post(letterPath('ЦО-2026/004508', '/do/confirm_card'), {
      ...card,
      subject: '',
      unit: 'billing',
      refOn: '2026-02-30',
    });
    expect(status).toBe(422);
    expect(text).toContain('Такой даты нет. Выберите день в календаре.');
    expect(text).toContain('value="info@primer-snab.example"');
    const empty = await clerk.post(letterPath('ЦО-2026/004508', '/do/confirm_card'), { ...card, subject: '', unit: 'billing' });
    expect([empty.status, empty.text]).toEqual([409, expect.stringContaining('Заполните тему')]);
    expect(letter(4508)?.state).toBe('registered');
  });

  it('A10: names the first letter by its last digits', async () => {
    const clerk = await here().as('zhurnalova');
    await clerk.post(letterPath('ЦО-2026/004515', '/do/supplement'), { to: '4401' });
    expect(letter(4515)).toMatchObject({ state: 'supplement', supplementTo: 'ЦО-2026/004401' });
  });

  it('takes a letter out of the quarantine', async () => {
    const clerk = await here().as('zhurnalova');
    const { location } = await clerk.post('/quarantine', { key: 'imap:kanc:9001' });
    expect(location).toBe(letterPath('ЦО-2026/004601'));
    expect(here().office.arrivals).toHaveLength(2);
  });

  it('9.8: hands an answer over to the post with its number', async () => {
    const clerk = await here().as('zhurnalova');
    const { location } = await clerk.post(letterPath('ЦО-2026/004392', '/do/hand_over'), {
      channel: 'post',
      trackingNumber: '0001 0011 0004 25',
      onward: '/dispatch',
    });
    expect(location).toBe('/dispatch');
    expect(letter(4392)?.reply?.dispatch).toMatchObject({ status: 'handed-over', trackingNumber: '00010011000425' });
  });

  it('enters a letter by hand, with its scans in order, and never twice by a double click', async () => {
    const clerk = await here().as('zhurnalova');
    await clerk.get('/enter');
    const form = new FormData();
    for (const [name, value] of Object.entries({
      _csrf: clerk.csrf(),
      channel: 'in-person',
      subject: 'Замена счётчика',
      text: '',
      person: 'Образцов И. И.',
      once: 'o-1',
    }))
      form.set(name, value);
    form.append('file', new Blob(['one']), 'Лист 1.png');
    form.append('file', new Blob(['two']), 'Лист 2.png');
    const { status, location } = await clerk.upload('/enter', form);
    expect([status, location]).toEqual([303, letterPath('ЦО-2026/004600')]);
    const [received] = here().office.received;
    expect(received).toMatchObject({
      key: 'hand:zhurnalova:o-1',
      channel: 'in-person',
      office: 'ЦО',
      entered: { subject: 'Замена счётчика', person: 'Образцов И. И.' },
    });
    expect(received?.files.map(({ name, content }) => [name, content.toString()])).toEqual([
      ['Лист 1.png', 'one'],
      ['Лист 2.png', 'two'],
    ]);
  });

  it('is asked for the words when neither text nor scan is there', async () => {
    const clerk = await here().as('zhurnalova');
    await clerk.get('/enter');
    const form = new FormData();
    form.set('_csrf', clerk.csrf());
    form.set('channel', 'phone');
    form.set('organisation', 'ООО «Пример»');
    const { status, text } = await clerk.upload('/enter', form);
    expect(status).toBe(422);
    expect(text).toContain('Запишите суть обращения или приложите скан.');
    expect(text).toContain('value="ООО «Пример»"');
    expect(here().office.received).toEqual([]);
  });
});

describe('the head', () => {
  it('8.2.4: assigns from the tray with one digit and stays there', async () => {
    const head = await here().as('obraztsova');
    const { location } = await head.post(letterPath('ЦО-2026/004440', '/do/assign'), {
      executor: 'probnaya',
      onward: '/trays/assignment',
    });
    expect(location).toBe('/trays/assignment');
    expect(letter(4440)).toMatchObject({ state: 'assigned', executor: 'probnaya' });
  });

  it('8.2.5: reads in the same dialog why 16 days are too many, in the words of the rule', async () => {
    const head = await here().as('obraztsova');
    const { status, text } = await head.post(
      letterPath('ЦО-2026/004260', '/do/extend'),
      { days: '6', reason: 'ждём данные' },
      { 'hx-request': 'true' },
    );
    expect(status).toBe(409);
    expect(text).toContain('Можно продлить не более чем на 5 раб. дн. (п. 8.2.5).');
    expect(text).toContain('ждём данные');
    expect(letter(4260)?.extendedBy).toBe(10);
  });

  it('8.2.4: gives a letter to no unit by one key too many: none is chosen beforehand, its own is not offered', async () => {
    const head = await here().as('obraztsova');
    const { text } = await head.get(letterPath('ЦО-2026/004385', '/do/reroute'));
    expect(text).toMatch(/<select id="f-unit" name="unit"><option value="" selected>выберите подразделение<\/option>/);
    expect(text).toContain('<option value="metering"');
    expect(text).not.toContain('<option value="billing"');
  });

  it('8.2.7, 8.2.10: sees which grounds go by a notice and which without, each where it can be chosen', async () => {
    const head = await here().as('obraztsova');
    const { text: refusing } = await head.get(letterPath('ЦО-2026/004385', '/do/refuse'));
    expect(refusing).toMatch(/value="no-contacts" disabled>.*?никому не пишем: «Без рассмотрения»/s);
    expect(refusing).not.toMatch(/value="illegible"[^>]* disabled/);
    const { text: leaving } = await head.get(letterPath('ЦО-2026/004385', '/do/leave_unanswered'));
    expect(leaving).toMatch(/value="illegible" disabled>.*?нужно уведомить: «Отказать»/s);
    expect(leaving).not.toMatch(/value="no-contacts"[^>]* disabled/);
  });

  it('learns that another hand was faster', async () => {
    const head = await here().as('obraztsova');
    const { Stale } = await import('../../../src/domain/errors.ts');
    Object.assign(here().office, { handle: async () => Promise.reject(new Stale('x')) });
    const { status, text } = await head.post(letterPath('ЦО-2026/004440', '/do/assign'), { executor: 'testov' });
    expect(status).toBe(409);
    expect(text).toContain('Карточка изменилась, пока Вы работали');
  });

  it('4.2: lets a letter go its way although the engine saw a ground', async () => {
    const head = await here().as('obraztsova');
    await head.post(letterPath('ЦО-2026/004401', '/do/dismiss_ground'), { ground: 'repeat', reason: 'есть новый акт' });
    expect(letter(4401)?.findings.map(({ ground, decision }) => [ground, decision])).toEqual([
      ['repeat', 'dismissed'],
      ['confidential', 'open'],
    ]);
  });
});

describe('the executor', () => {
  const fields = {
    template: 'answer-generic',
    addressee: 'МКУ «Школа-Пример»\r\nschool@primer.example',
    title: 'О счёте-фактуре',
    salutation: 'Здравствуйте!',
    text: 'Первый абзац,\r\nего вторая строка.\r\n\r\nВторой абзац.',
    enclosures: '',
    answerChannel: 'email',
    signatory: 'upravlentsev',
  };

  it('writes while the draft saves itself, and sees what it lacks', async () => {
    const executor = await here().as('testov');
    const { status, text } = await executor.post(
      letterPath('ЦО-2026/004385', '/draft'),
      { ...fields, text: 'Сумма [сумма].' },
      { 'hx-request': 'true' },
    );
    expect(status).toBe(200);
    expect(text).toContain('сохранено в 12:10:24');
    expect(text).toContain('Осталось заполнить: [сумма]');
    expect(letter(4385)?.reply?.text).toEqual(['Сумма [сумма].']);
  });

  it('sends the draft to approval in one step, lines and paragraphs as typed', async () => {
    const executor = await here().as('testov');
    const { status, location } = await executor.post(letterPath('ЦО-2026/004385', '/draft'), { ...fields, onward: 'submit' });
    expect([status, location]).toEqual([303, letterPath('ЦО-2026/004385')]);
    expect(letter(4385)).toMatchObject({
      state: 'approval',
      reply: {
        addressee: ['МКУ «Школа-Пример»', 'school@primer.example'],
        text: ['Первый абзац, его вторая строка.', 'Второй абзац.'],
      },
    });
  });

  it('8.4.5: is stopped by a gap, and the draft is kept', async () => {
    const executor = await here().as('testov');
    const { status, text } = await executor.post(letterPath('ЦО-2026/004385', '/draft'), {
      ...fields,
      text: 'Сумма [сумма].',
      onward: 'submit',
    });
    expect(status).toBe(409);
    expect(text).toContain('В тексте осталось место для заполнения: «[сумма]»');
    expect(letter(4385)).toMatchObject({ state: 'assigned', reply: { text: ['Сумма [сумма].'] } });
    const folded = await executor.post(letterPath('ЦО-2026/004385', '/draft'), {
      ...fields,
      text: 'Текст.',
      enclosures: 'Акт на [листов] л.',
      onward: 'submit',
    });
    expect(folded.text).toContain('В приложениях осталось место для заполнения: «[листов]»');
    expect(folded.text).toMatch(/data-jump="enclosures" data-start="7" [^>]*>Осталось заполнить в приложениях: \[листов\]/);
  });

  it('sees the letterhead as pictures in the page, and as PDF apart', async () => {
    const executor = await here().as('testov');
    const part = await executor.post(letterPath('ЦО-2026/004385', '/preview'), fields, { 'hx-request': 'true' });
    expect(part.text).toContain('src="data:image/png;base64,');
    const pdf = await executor.post(letterPath('ЦО-2026/004385', '/preview'), fields);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  });

  it('cannot write the answer of somebody else, and is told whose it is', async () => {
    const executor = await here().as('primerov');
    const { status, text } = await executor.get(letterPath('ЦО-2026/004385', '/draft'));
    expect(status).toBe(409);
    expect(text).toContain('Обращение у исполнителя: Тестов');
  });
});

describe('the head over a draft', () => {
  it('8.4.5: sees the answer beside the question and gives the visa from there', async () => {
    const head = await here().as('obraztsova');
    const { text } = await head.get('/trays/approval');
    expect(text).toContain(letterPath('ЦО-2026/004380', '/reply-pages/0.png'));
    expect(text).not.toContain('Подписать отмеченные');
    const { location } = await head.post(letterPath('ЦО-2026/004380', '/do/approve'), { onward: '/trays/approval' });
    expect(location).toBe('/trays/approval');
    expect(letter(4380)?.reply?.visas).toMatchObject([{ by: 'obraztsova', role: 'head' }]);
  });
});

describe('the signatory', () => {
  it('8.4.5: signs those that are marked, one after the other', async () => {
    const signatory = await here().as('podpisantov');
    const before = await signatory.get('/sign');
    expect(before.text).toContain('Подписать отмеченные');
    expect((await signatory.post('/sign', { letter: 'ЦО-2026/004122' })).location).toBe('/sign');
    expect(letter(4122)).toMatchObject({ state: 'signed', reply: { signedBy: 'podpisantov' } });
    const after = await signatory.get('/sign');
    expect(after.text).toContain('Подписано: № ЦО-2026/004122');
    expect(after.text).toContain('004412');
  });

  it('is told which could not be signed and why, while the others are', async () => {
    const signatory = await here().as('upravlentsev');
    await signatory.get('/sign');
    const { status, text } = await signatory.post('/sign', { letter: 'ЦО-2026/004122' });
    expect(status).toBe(409);
    expect(text).toContain('№ ЦО-2026/004122: Ответ на подписи: Подписантов');
  });

  it('never sees another answer in the place of the one that was asked for', async () => {
    const signatory = await here().as('podpisantov');
    const { status, location } = await signatory.get('/sign?letter=%D0%A6%D0%9E-2026%2F004433');
    expect([status, location]).toEqual([303, letterPath('ЦО-2026/004433')]);
  });

  it('returns a draft with a remark', async () => {
    const signatory = await here().as('podpisantov');
    await signatory.post(letterPath('ЦО-2026/004412', '/do/return_draft'), { remark: 'Сослаться на договор.', onward: '/sign' });
    expect(letter(4412)).toMatchObject({ state: 'assigned', reply: { remark: { text: 'Сослаться на договор.' }, visas: [] } });
  });
});
