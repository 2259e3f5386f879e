/** Each outcome without an answer on the merits (8.2.6–8.2.10), from the mail that comes in to what the consumer gets or does not get. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openBrowser, type Windows } from '../support/browser.ts';
import { customerMail, mailsTo, pdfText } from '../support/customer.ts';
import { API_TOKEN, eventually, forget, type RunningEngine, startEngine } from '../support/engine.ts';
import { startSmtp, type TestSmtp } from '../support/smtp-server.ts';
import { type Visitor, visit } from '../support/visitor.ts';

const QUESTION =
  'Просим сделать перерасчёт за октябрь по договору № 777001. Счёт выставлен по среднему, хотя показания прибора мы передали двадцатого числа через личный кабинет. Верните излишне начисленную сумму.';

let smtp: TestSmtp;
let engine: RunningEngine;
let windows: Windows;
const people = new Map<string, Visitor>();

async function as(login: string): Promise<Visitor> {
  const known = people.get(login) ?? (await visit(engine, login));
  people.set(login, known);
  return known;
}

interface ApiCard {
  readonly state: string;
  readonly findings: readonly { readonly ground: string; readonly decision: string; readonly repeatOf: string | null }[];
  readonly refusal: { readonly clause: string } | null;
  readonly history: readonly { readonly type: string }[];
}

async function card(number: string): Promise<ApiCard> {
  const response = await fetch(`${engine.url}/api/letters/${encodeURIComponent(number)}`, {
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  return (await response.json()) as ApiCard;
}

async function upload(fields: Readonly<Record<string, string>>, file: File): Promise<string> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file);
  const response = await fetch(`${engine.url}/api/letters`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  const answer = (await response.json()) as { number?: string };
  expect([response.status, answer]).toEqual([201, { number: expect.any(String) }]);
  return answer.number ?? '';
}

/** A mail arrives; answered with its number when the engine has examined it. */
async function arrives(from: string, subject: string, text: string, id: string): Promise<string> {
  const raw = await customerMail({ from, subject, text, messageId: `<${id}@consumer.example>` });
  const number = await upload({}, new File([Uint8Array.from(raw)], `${id}.eml`));
  await eventually(`${number} is examined`, async () => (await card(number)).history.some(({ type }) => type === 'examined'));
  return number;
}

async function proposed(number: string): Promise<readonly string[]> {
  return (await card(number)).findings.filter(({ decision }) => decision === 'open').map(({ ground }) => ground);
}

/** The notice as it lies on the desk of its signatory, signed and sent. */
async function signAndSend(number: string): Promise<void> {
  const signed = await (await as(await signatoryOf(number))).post('/sign', { letter: number });
  expect(signed.status).toBe(303);
  const clerk = await as('zhurnalova');
  await eventually('the signed notice is on paper', async () =>
    (await clerk.options(number)).options.some(({ command, allowed }) => command === 'send' && allowed),
  );
  await clerk.act(number, 'send');
  await eventually('the notice is out', async () => (await card(number)).state === 'sent');
}

/** The receipt comes first; the notice is the mail with a PDF. */
async function noticesTo(address: string) {
  return (await mailsTo(smtp, address)).filter(({ attachments }) => attachments.length > 0);
}

/** Whatever the engine still had to do for anybody is done. */
async function nothingIsPending(): Promise<void> {
  await eventually('the queue of effects is empty', async () => {
    const health = (await (await fetch(`${engine.url}/healthz`)).json()) as { queue: { effects: number } };
    return health.queue.effects === 0;
  });
}

async function noticeText(address: string): Promise<string> {
  const [notice] = await noticesTo(address);
  return pdfText(notice?.attachments[0]?.content ?? Buffer.alloc(0));
}

beforeAll(async () => {
  smtp = await startSmtp();
  engine = await startEngine({ SMTP_URL: smtp.url });
  windows = await openBrowser(engine);
}, 300_000);

afterAll(async () => {
  await windows?.close();
  await engine?.stop();
  await smtp?.stop();
  if (engine) forget(engine.dataDir);
});

describe('outcomes without an answer on the merits', () => {
  it('8.2.7: who wrote what cannot be read is asked, on letterhead, to write again', async () => {
    const number = await arrives(
      'neyasno@consumer.example',
      'zzrtp',
      'Ghjcbv cltkfnm gththfcx`n dsukfh qwpz xkjv zzrtp фывапролд щшгнекуц ъхзщш йцукен вапролдж ячсмит фжщшйц хзъщ',
      'illegible',
    );
    expect(await proposed(number)).toEqual(['illegible']);
    const reason = 'прочитали вдвоём, смысла не нашли';
    await (await as('zaveduyuscheva')).act(number, 'refuse', { ground: 'illegible', reason });
    expect((await card(number)).state).toBe('signing');
    await signAndSend(number);
    const text = await noticeText('neyasno@consumer.example');
    expect(text).toContain('8.2.7');
    expect(text).toContain('прислать текст ещё раз');
    expect(text).toContain('Заведующева Зоя Захаровна');
  });

  it('8.2.9: what would disclose the affairs of another is refused with a notice, after the visa of a lawyer', () =>
    windows.step('confidential', async () => {
      const number = await arrives(
        'sosed@consumer.example',
        'О соседе по подстанции',
        'Прошу сообщить, сколько потребляет и сколько платит наш сосед по подстанции ООО «Тест».',
        'confidential',
      );
      expect(await proposed(number)).toEqual(['confidential']);
      const page = await windows.of('zaveduyuscheva');
      await page.goto(`${engine.url}/letters/${encodeURIComponent(number)}`);
      await page.locator('.q-confidential a[data-decide]').last().click();
      const dialog = page.locator('#dialog[open]');
      await dialog.locator('input[name=ground][value=confidential]:checked').waitFor();
      await dialog.locator('textarea[name=reason]').fill('сведения о потреблении другого лица');
      await dialog.locator('button[data-send]').click();
      await page.locator('[data-toast]', { hasText: number }).waitFor();

      const early = await (await as('podpisantov')).post('/sign', { letter: number });
      expect(early.status).toBe(409);
      await (await as('pravilov')).act(number, 'approve');
      await signAndSend(number);
      const text = await noticeText('sosed@consumer.example');
      expect(text).toContain('8.2.9');
      expect(text).not.toContain('кВт·ч');
    }));

  it('8.2.8: the same question after an answer gets a notice that names the answer and carries its copy', async () => {
    const first = await arrives('povtor@consumer.example', 'Перерасчёт за октябрь', QUESTION, 'repeat-1');
    const clerk = await as('zhurnalova');
    await clerk.act(first, 'confirm_card', {
      subject: 'Перерасчёт за октябрь',
      kind: 'request',
      topic: 'billing',
      email: 'povtor@consumer.example',
      contract: '777001',
      answerChannel: 'email',
      unit: 'billing',
    });
    await (await as('obraztsova')).act(first, 'assign', { executor: 'testov' });
    const draft = {
      template: 'answer-generic',
      addressee: 'povtor@consumer.example',
      title: 'О перерасчёте за октябрь',
      salutation: 'Здравствуйте!',
      text: 'Перерасчёт за октябрь выполнен, разница учтена в счёте за ноябрь.',
      answerChannel: 'email',
      signatory: 'upravlentsev',
      onward: 'submit',
    };
    const sent = await (await as('testov')).post(`/letters/${encodeURIComponent(first)}/draft`, draft);
    expect(sent.status).toBe(303);
    await (await as('obraztsova')).act(first, 'approve');
    await signAndSend(first);
    const [answer] = await noticesTo('povtor@consumer.example');
    const [outgoing = ''] = pdfText(answer?.attachments[0]?.content ?? Buffer.alloc(0)).match(/ЦО-И-\d{4}\/\d{6}/) ?? [];
    expect(outgoing).not.toBe('');

    const again = await arrives('povtor@consumer.example', 'Опять перерасчёт за октябрь', QUESTION, 'repeat-2');
    expect(again).not.toBe(first);
    expect(await proposed(again)).toEqual(['repeat']);
    await (await as('zaveduyuscheva')).act(again, 'refuse', { ground: 'repeat', reason: 'новых доводов нет' });
    await signAndSend(again);
    const [, notice] = await noticesTo('povtor@consumer.example');
    const text = pdfText(notice?.attachments[0]?.content ?? Buffer.alloc(0));
    expect(text).toContain('8.2.8');
    expect(text).toContain(outgoing);
    expect(notice?.attachments.length).toBe(2);
    expect(notice?.attachments[1]?.content.equals(answer?.attachments[0]?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('8.2.6: the insulted house stays polite: a notice by courtesy, no word of the insult in it', async () => {
    const address = 'grubo@consumer.example';
    const text = 'Вы все там идиоты и козлы, верните деньги за октябрь, тупые твари.';
    const number = await arrives(address, 'Верните деньги', text, 'insult');
    expect(await proposed(number)).toEqual(['abuse']);
    await (await as('zaveduyuscheva')).act(number, 'refuse', { ground: 'abuse', reason: 'оскорбления сотрудников' });
    await signAndSend(number);
    const notice = await noticeText(address);
    expect(notice).toContain('8.2.6');
    expect(notice).toContain('изложить вопрос ещё раз');
    expect(notice).not.toMatch(/идиот|козл|твар/i);
  });

  it('8.2.6: a threat is left without an answer, and nobody can send one by mistake', async () => {
    const address = 'ugroza@consumer.example';
    const text = 'Я вас всех убью, приеду и взорву ваш офис, если не пересчитаете счёт за октябрь.';
    const number = await arrives(address, 'Берегитесь', text, 'threat');
    expect(await proposed(number)).toEqual(['abuse']);
    const head = await as('zaveduyuscheva');
    await expect(head.act(number, 'refuse', { ground: 'abuse', reason: 'угроза' })).rejects.toThrow(
      'уведомление не направляется',
    );
    await (await as('zamkov')).act(number, 'leave_unanswered', { ground: 'abuse', reason: 'угроза взрыва, передано в полицию' });
    expect(await card(number)).toMatchObject({ state: 'refused', refusal: { clause: '8.2.6' } });
    await nothingIsPending();
    expect(await noticesTo(address)).toEqual([]);
  });

  it('8.2.10: without any way to the author the letter stays in the register and nothing is sent', async () => {
    const clerk = await as('zhurnalova');
    const entered = await clerk.upload('/enter', {
      channel: 'post',
      subject: 'Без подписи',
      text: 'Верните всё как было, надоело.',
    });
    expect(entered.status).toBe(303);
    const number = decodeURIComponent(entered.location?.split('/').pop() ?? '');
    await eventually('8.2.10 is proposed', async () => (await proposed(number)).includes('no-contacts'));
    const before = smtp.mails.length;
    const head = await as('zaveduyuscheva');
    const reason = 'проверены текст, конверт и договоры: автора нет';
    await expect(head.act(number, 'refuse', { ground: 'no-contacts', reason })).rejects.toThrow('уведомление не направляется');
    await head.act(number, 'leave_unanswered', { ground: 'no-contacts', reason });
    expect(await card(number)).toMatchObject({ state: 'refused', refusal: { clause: '8.2.10' } });
    expect((await clerk.get(`/journal?q=${encodeURIComponent(number)}`)).text).toContain('Без рассмотрения');
    await nothingIsPending();
    expect(smtp.mails.length).toBe(before);
  });

  it('4.2: what a person dismisses goes its usual way, and the engine proposes it no more', async () => {
    const number = await arrives(
      'tverdo@consumer.example',
      'Верните деньги',
      'Вы тупые твари, пересчитайте октябрь.',
      'insult-2',
    );
    expect(await proposed(number)).toEqual(['abuse']);
    await (await as('zhurnalova')).act(number, 'dismiss_ground', { ground: 'abuse', reason: 'по существу вопрос есть' });
    expect(await proposed(number)).toEqual([]);
    expect((await card(number)).state).toBe('registered');
  });
});

/** Whom the draft of the notice names: a complaint goes to the first deputy, the rest to the head of retail. */
async function signatoryOf(number: string): Promise<string> {
  for (const login of ['upravlentsev', 'podpisantov']) {
    const { options } = await (await as(login)).options(number);
    if (options.some(({ command, allowed }) => command === 'sign' && allowed)) return login;
  }
  throw new Error(`nobody may sign № ${number}`);
}
