import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWorkingDay } from '../../../src/domain/calendar.ts';
import { registrationDay, termOf } from '../../../src/domain/steps/registration.ts';
import { asked, registered } from '../../support/done.ts';
import { given } from '../../support/given.ts';
import { card, NOBODY, registration, standard } from '../../support/house.ts';

const office = { closesAt: '17:00', closesAtShort: '16:00' };
const dayOf = (day: string, time: string) => registrationDay(standard.calendar, office, day, time);
const scan = { name: 'scan.tif', type: 'image/tiff', size: 9, hash: 'c'.repeat(64) };

describe('8.2.3, 8.4.2: registration', () => {
  it('8.2.3: any letter is registered, and it is examined by itself', () => {
    const letter = given().when(registered()).thenHappens(['registered', 'moved'], ['acknowledge', 'examine']);
    expect(letter).toMatchObject({
      state: 'registered',
      number: 'ЦО-2026/000001',
      dueOn: '2026-12-14',
      originalDueOn: '2026-12-14',
    });
  });

  it('8.2.3: a letter without a word, a sender or a subject is registered too', () => {
    const empty = {
      text: '',
      textSource: 'none' as const,
      originals: [],
      mail: null,
      card: card({ subject: '', correspondent: NOBODY }),
    };
    given().when(registered(empty)).thenHappens(['registered', 'moved'], ['examine']);
  });

  it('8.2.3: a letter is registered once', () => {
    given(registered())
      .when(registered())
      .thenNotAllowed(/уже зарегистрировано под № ЦО-2026\/000001/);
  });

  it('8.2.3: without a number or in an unknown office nothing is registered', () => {
    given()
      .when(registered({ number: '', office: 'Ф99' }))
      .thenNotAllowed(/не присвоен номер/, /Офис Ф99 не описан/);
  });

  it('8.2.7: a scan is read before it is examined; a mail whose letter is attached, too', () => {
    const none = { text: '', textSource: 'none' as const };
    given()
      .when(registered({ ...none, channel: 'post', mail: null, originals: [scan] }))
      .thenHappens(['registered', 'moved'], ['recognise']);
    given()
      .when(registered({ ...none, parts: [{ ...scan, index: 0 }] }))
      .thenHappens(['registered', 'moved'], ['acknowledge', 'recognise']);
    const legibility = { legible: 'legible' as const, score: 0.9, reasons: [], pages: [] };
    const read = asked('system', { type: 'recognised', text: 'Просим провести сверку.', legibility });
    const letter = given(registered({ ...none, originals: [scan], mail: null }))
      .when(read)
      .thenHappens(['recognised'], ['examine']);
    expect(letter).toMatchObject({ text: 'Просим провести сверку.', textSource: 'recognised' });
  });

  it('9.8: only a mail with an address to write to is acknowledged, and never a machine', () => {
    const from = (email: string | null) => registered({ card: card({ correspondent: { ...NOBODY, email } }) });
    given().when(from(null)).thenHappens(['registered', 'moved'], ['examine']);
    given().when(from('no-reply@primer.example')).thenHappens(['registered', 'moved'], ['examine']);
    given().when(from('mailer-daemon@primer.example')).thenHappens(['registered', 'moved'], ['examine']);
    given().when(from('noreen@primer.example')).thenHappens(['registered', 'moved'], ['acknowledge', 'examine']);
    given()
      .when(registered({ channel: 'post' }))
      .thenHappens(['registered', 'moved'], ['examine']);
    const quiet = asked('zhurnalova', { type: 'register', registration: registration(), quiet: true });
    given().when(quiet).thenHappens(['registered', 'moved'], ['examine']);
  });

  it('8.4.2: the same letter in a second mailbox is one more arrival on one card', () => {
    const { arrival } = registration();
    const again = (key: string) => asked('system', { type: 'arrive_again', arrival: { ...arrival, key } });
    const letter = given(registered()).when(again('imap:priem@tbek.example/INBOX:1:7')).thenHappens(['arrived_again']);
    expect(letter.arrivals).toHaveLength(2);
    given(registered(), again('b')).when(again('b')).thenHappens([]);
  });
});

describe('8.2.5: the registration day and the first due day', () => {
  it.each([
    ['2026-11-23', '09:12', '2026-11-23'],
    ['2026-11-23', '16:59', '2026-11-23'],
    ['2026-11-23', '17:00', '2026-11-24'],
    ['2026-11-27', '18:40', '2026-11-30'],
    ['2026-11-28', '10:00', '2026-11-30'],
    ['2026-11-03', '15:59', '2026-11-03'],
    ['2026-11-03', '16:00', '2026-11-05'],
    ['2026-12-31', '10:00', '2027-01-11'],
    ['2027-02-20', '10:00', '2027-02-20'],
  ])('8.2.5: what comes on %s at %s is dated %s (A2)', (day, time, on) => {
    expect(dayOf(day, time)).toBe(on);
  });

  it('8.2.5: what comes on a Saturday is registered on Monday and due on 21.12.2026', () => {
    expect(termOf(standard, 'ЦО', new Date('2026-11-28T06:00:00Z'))).toEqual({
      registeredOn: '2026-11-30',
      dueOn: '2026-12-21',
      provisional: false,
    });
  });

  it('8.2.5: the day is that of the office, not of Greenwich', () => {
    expect(termOf(standard, 'ЦО', new Date('2026-11-23T20:30:00Z')).registeredOn).toBe('2026-11-24');
    expect(termOf(standard, 'ЦО', new Date('2026-11-22T23:30:00Z')).registeredOn).toBe('2026-11-23');
  });

  it('8.2.5: the registration day is a working day, whenever the letter comes', () => {
    const at = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-11-01'), noInvalidDate: true });
    fc.assert(fc.property(at, (moment) => isWorkingDay(standard.calendar, termOf(standard, 'Ф02', moment).registeredOn)));
  });
});
