/** Templates, the knowledge base, the library and the people of the house, over fakes in memory. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/config.ts';
import type { EnclosedFile } from '../../../src/domain/enclosures.ts';
import { Invalid, NotAllowed, Stale } from '../../../src/domain/errors.ts';
import type { HouseDesk } from '../../../src/office/office.ts';
import { filesToAttach } from '../../../src/office/send-files.ts';
import { fakeDesk } from '../../support/fake-desk.ts';
import { fakeRegister } from '../../support/fakes/register.ts';
import { fakeTallies } from '../../support/fakes/tallies.ts';
import { person, staff, standard } from '../../support/house.ts';
import { PDF } from '../../support/small-pdf.ts';

const ADMIN = person('adminov');
const QUALITY = person('kontroleva');
const TESTOV = person('testov');
const GOOD = 'title: О деле № {{incoming.number}}\n---\nБлагодарим за обращение от {{date incoming.date}}.';

let desk: HouseDesk;
let loads: Record<string, number>;

beforeEach(() => {
  loads = {};
  ({ desk } = fakeDesk({
    standard,
    staff,
    now: () => new Date('2026-11-23T05:00:00.000Z'),
    load: () => {
      throw new Error('no letters here');
    },
    handle: () => Promise.reject(new Error('no letters here')),
    register: { ...fakeRegister(() => [], standard.workflow), loads: async () => loads },
    tallies: fakeTallies(() => [], standard.workflow),
    password: 'прежний пароль',
  }));
});

describe('templates on a screen', () => {
  it('what is saved is in force, with who and when; every version can be brought back, and the file too', async () => {
    await desk.saveTemplate('interim', GOOD, 0, QUALITY);
    await desk.saveTemplate('interim', GOOD.replace('О деле', 'О ходе дела'), 1, QUALITY);
    await desk.restoreTemplate('interim', 1, 2, ADMIN);
    const view = await desk.template('interim');
    expect([view.source, view.version, view.by]).toEqual([GOOD, 3, 'adminov']);
    expect(view.versions.map(({ version, by }) => `${version} ${by}`)).toEqual(['3 adminov', '2 kontroleva', '1 kontroleva']);
    await desk.restoreTemplate('interim', 0, 3, ADMIN);
    expect(await desk.template('interim')).toMatchObject({ source: view.file, changed: false });
  });

  it('one with a fault is never in force: the fault has file, line and name', async () => {
    const bad = GOOD.replace('{{date incoming.date}}', '{{due.dat}}');
    const saved = desk.saveTemplate('interim', bad, 0, QUALITY);
    await expect(saved).rejects.toThrow('Строка 3, знак 30 (letters/interim.hbs:3:30): имени «due.dat» нет.');
    expect((await desk.tryTemplate('interim', bad, QUALITY)).fault).toMatchObject({
      file: 'letters/interim.hbs',
      line: 3,
      name: 'due.dat',
    });
    expect(await desk.template('interim')).toMatchObject({ version: 0, changed: false });
  });

  it('a name that may be empty has to stand in a condition: it is tried with the least that can be known', async () => {
    const bare = GOOD.replace('{{date incoming.date}}', '{{incoming.customerRef}}');
    await expect(desk.saveTemplate('interim', bare, 0, QUALITY)).rejects.toThrow(/\{\{#if incoming\.customerRef\}\}/);
    const guarded = GOOD.replace('{{date incoming.date}}', '{{#if incoming.customerRef}}{{incoming.customerRef}}{{/if}}');
    await desk.saveTemplate('interim', guarded, 0, QUALITY);
    expect((await desk.template('interim')).source).toBe(guarded);
  });

  it.each([
    ['{{#if incoming.number}}да', /не сходятся|закрыто/],
    ['{{> parts/secret}}', /вставки нет/],
    ['{{shout incoming.number}}', /команды нет/],
    ['{{date incoming.number}}', /не дата/],
  ])('says in Russian what is wrong with %s', async (part, said) => {
    await expect(desk.saveTemplate('interim', `${GOOD}\n\n${part}`, 0, QUALITY)).rejects.toThrow(said);
  });

  it('of two who save at once the later one is told; an executor may not', async () => {
    await desk.saveTemplate('interim', GOOD, 0, QUALITY);
    await expect(desk.saveTemplate('interim', GOOD, 0, ADMIN)).rejects.toBeInstanceOf(Stale);
    await expect(desk.saveTemplate('interim', GOOD, 1, TESTOV)).rejects.toBeInstanceOf(NotAllowed);
  });
});

describe('outcomes that people add', () => {
  const OWN = `label: Отсрочка платежа\ntopics: debt, billing\n${GOOD}`;

  it('one is in the list of executors at once, after those of the files, with its topics', async () => {
    const id = await desk.addTemplate(OWN, QUALITY);
    expect(id).toBe('otsrochka-platezha');
    const rows = await desk.templates();
    expect(rows.at(-1)).toMatchObject({
      id,
      label: 'Отсрочка платежа',
      added: true,
      withdrawn: false,
      version: 1,
      by: 'kontroleva',
    });
    expect(await desk.template(id)).toMatchObject({ source: OWN, file: '' });
    expect(await desk.addTemplate(OWN.replace('платежа', 'платежа!'), QUALITY)).toBe('otsrochka-platezha-2');
  });

  it.each([
    ['without a label', GOOD, /название исхода.*label/],
    ['with the label of another', OWN.replace('Отсрочка платежа', 'промежуточный ответ'), /«Промежуточный ответ» уже есть/],
    ['with a topic nobody knows', OWN.replace('debt', 'debts'), /letters\/otsrochka-platezha\.hbs:2:1\): тем бывает десять/],
    ['with braces in its label', OWN.replace('платежа', '{{due.date}}'), /простые слова/],
    ['with a name nobody knows', `${OWN}\n\n{{incoming.colour}}`, /имени «incoming\.colour» нет/],
  ])('one %s is refused, and nothing is kept', async (_, source, said) => {
    const before = (await desk.templates()).length;
    await expect(desk.addTemplate(source, QUALITY)).rejects.toThrow(said);
    expect(await desk.templates()).toHaveLength(before);
    await expect(desk.addTemplate(OWN, TESTOV)).rejects.toBeInstanceOf(NotAllowed);
  });

  it('one that is taken out of the list keeps its versions, and comes back', async () => {
    const id = await desk.addTemplate(OWN, QUALITY);
    await desk.restoreTemplate(id, 0, 1, ADMIN);
    expect(await desk.template(id)).toMatchObject({ withdrawn: true, label: expect.any(String), source: OWN });
    await desk.restoreTemplate(id, 1, 2, ADMIN);
    expect(await desk.template(id)).toMatchObject({ withdrawn: false, changed: true, version: 3 });
  });
});

describe('R19: the knowledge base', () => {
  it('R19: shows the snippets of the topic first; those of the files can be changed and withdrawn', async () => {
    const [first] = await desk.snippets('debt');
    expect(first?.topic).toBe('debt');
    await desk.saveSnippet('apology', { title: 'Извинение', topic: null, text: 'Просим извинить нас.' }, 0, QUALITY);
    expect((await desk.snippets()).find(({ id }) => id === 'apology')).toMatchObject({
      text: 'Просим извинить нас.',
      version: 1,
    });
    await desk.withdrawSnippet('apology', 1, QUALITY);
    expect((await desk.snippets()).some(({ id }) => id === 'apology')).toBe(false);
    await expect(desk.saveSnippet(null, { title: '', topic: null, text: '' }, 0, QUALITY)).rejects.toBeInstanceOf(Invalid);
  });
});

describe('R59: enclosures', () => {
  it('R59: a set of the library goes to an answer with its sheets counted, and to the mail under its name', async () => {
    await desk.shelve(null, 'Порядок обжалования', { name: 'poryadok.pdf', content: PDF }, 0, QUALITY);
    const [set] = await desk.library();
    expect(set).toMatchObject({ title: 'Порядок обжалования', sheets: 1, version: 1, by: 'kontroleva' });
    const enclosed = await desk.fromLibrary(set?.id ?? '', []);
    expect(await desk.enclosureBytes(enclosed)).toEqual(PDF);
    expect(filesToAttach({ files: [enclosed] })[0]).toMatchObject({
      name: 'Приложение 1. Порядок обжалования.pdf',
      type: 'application/pdf',
    });
  });

  it('8.4.6: of 40 MB it is said how much goes into a mail and what to do', async () => {
    const huge = { name: 'архив.pdf', content: Buffer.alloc(40 * 2 ** 20, 'x') };
    await expect(desk.takeEnclosure(huge, [])).rejects.toThrow(
      /Файл 40\u00a0МБ: с письмом уходит не больше 14\u00a0МБ вместе.*разделите файл/,
    );
    const full: EnclosedFile = {
      hash: 'a'.repeat(64),
      name: 'a.pdf',
      type: 'application/pdf',
      size: limits.enclosureBytes - 10,
      title: 'А',
      sheets: 1,
    };
    await expect(desk.takeEnclosure({ name: 'b.pdf', content: PDF }, [full])).rejects.toThrow(/уже приложено/);
  });

  it('what a consumer could not open or should not get is refused with a way on', async () => {
    for (const [name, bytes] of [
      ['run.exe', Buffer.from('MZ\u0090\u0000')],
      ['x.pdf', Buffer.from('<script>alert(1)</script>')],
    ] as const)
      await expect(desk.takeEnclosure({ name, content: bytes }, [])).rejects.toThrow(/Сохраните его в PDF, DOCX, XLSX/);
  });
});

describe('people of the house', () => {
  const fields = {
    login: 'Novikova',
    surname: 'Новикова',
    name: 'Нина',
    patronymic: 'Николаевна',
    position: 'специалист',
    unit: 'billing',
    office: 'ЦО',
    roles: ['executor'],
    phone: '8 (000) 000-00-00 доб. 199',
    email: 'novikova@tbek.example',
  } as const;

  it('are hired with a password that is told once; all faults of the form are told together', async () => {
    const { person: hired, password } = await desk.hirePerson(fields, ADMIN);
    expect(hired).toMatchObject({ id: 'novikova', active: true });
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    await expect(desk.hirePerson(fields, ADMIN)).rejects.toMatchObject({ fields: { login: expect.stringContaining('занят') } });
    const blank = { ...fields, login: 'ё', surname: '', unit: 'mro1-docs', roles: [], phone: '1' };
    await expect(desk.hirePerson(blank, ADMIN)).rejects.toMatchObject({
      fields: {
        login: expect.anything(),
        surname: expect.anything(),
        unit: expect.anything(),
        roles: expect.anything(),
        phone: expect.anything(),
      },
    });
    await expect(desk.hirePerson({ ...fields, login: 'other' }, TESTOV)).rejects.toBeInstanceOf(NotAllowed);
  });

  it('8.2.4: are not dismissed while letters are in their hands; nobody dismisses himself', async () => {
    loads = { testov: 3 };
    await expect(desk.dismissPerson('testov', ADMIN)).rejects.toThrow(/обращений: 3/);
    loads = {};
    await desk.dismissPerson('testov', ADMIN);
    expect((await desk.everyone(ADMIN)).find(({ id }) => id === 'testov')?.active).toBe(false);
    await expect(desk.dismissPerson('adminov', ADMIN)).rejects.toBeInstanceOf(NotAllowed);
    await expect(desk.resetPassword('testov', ADMIN)).rejects.toThrow(/уволен/);
    expect(await desk.readmitPerson('testov', ADMIN)).toMatch(/-/);
  });

  it('change their own password knowing the old one; the new one is long and not their name', async () => {
    const change = (old: string, next: string) => desk.changePassword(TESTOV, { old, next }, 'token');
    await expect(change('не тот', 'лось гуляет в бору')).rejects.toMatchObject({ fields: { old: expect.anything() } });
    for (const weak of ['короткий', 'testov-2026-год', 'ааааааааааааа', 'прежний пароль'])
      await expect(change('прежний пароль', weak)).rejects.toMatchObject({ fields: { next: expect.anything() } });
    await change('прежний пароль', 'лось гуляет в бору');
    await change('лось гуляет в бору', 'прежний пароль не нужен');
  });

  it('7.3.3: absences are set by oneself, the heads above and the administrator; the substitute is there in those days', async () => {
    const away = { absences: [{ from: '2026-12-01', to: '2026-12-14' }], substitute: 'primerov' };
    for (const actor of [TESTOV, person('obraztsova'), person('upravlentsev'), ADMIN])
      expect(await desk.setAbsences('testov', away, actor)).toMatchObject(away);
    await expect(desk.setAbsences('testov', away, person('tarifova'))).rejects.toBeInstanceOf(NotAllowed);
    await expect(desk.setAbsences('testov', { ...away, substitute: 'testov' }, TESTOV)).rejects.toBeInstanceOf(Invalid);
    await expect(desk.setAbsences('primerov', { ...away, substitute: 'testov' }, ADMIN)).rejects.toThrow();
    const backwards = { ...away, absences: [{ from: '2026-12-14', to: '2026-12-01' }] };
    await expect(desk.setAbsences('testov', backwards, TESTOV)).rejects.toMatchObject({
      fields: { absences: expect.stringContaining('Поменяйте') },
    });
  });
});
