/** A letter that never was, for trying templates: once with everything that can be known, once with the least. */
import { addWorkingDays } from '../domain/calendar.ts';
import { evolve } from '../domain/evolve.ts';
import type { Registration } from '../domain/letter.ts';
import type { Person } from '../domain/person.ts';
import type { Standard } from '../domain/standard.ts';
import { letterData } from './letter-data.ts';

const TODAY = '2026-11-23';
const NOW = '2026-11-23T05:00:00.000Z';

/** Data for `Texts.letter`: full, then sparse. */
export function sampleData(standard: Standard, people: readonly Person[], actor: Person, publicUrl: string): readonly object[] {
  return [true, false].map((full) => {
    const letter = sampleLetter(standard, full);
    const data = letterData({
      standard,
      letter,
      facts: {
        actor,
        people,
        earlierAnswer: {
          letterId: 'earlier',
          number: 'ЦО-2026/004122',
          outgoingNumber: 'ЦО-И-2026/003290',
          sentOn: '2026-10-02',
          author: actor.id,
        },
      },
      publicUrl,
      extension: { reason: 'ждём сведения сетевой организации', days: 5, from: '2026-12-14' },
    });
    if (full)
      return {
        ...data,
        resolution: 'ответить по существу',
        illegible: { parts: 'второй абзац' },
        answerablePart: 'расчёт выполнен',
      };
    const department = { ...data.department, head: null };
    return {
      ...data,
      department,
      resolution: null,
      confidential: { ...data.confidential, question: null, canProveRight: false },
    };
  });
}

export function sampleLetter(standard: Standard, full = true) {
  const registration: Registration = {
    id: 'sample',
    number: 'ЦО-2026/004401',
    office: 'ЦО',
    standard: standard.version,
    channel: 'email',
    receivedAt: NOW,
    registeredAt: NOW,
    registeredOn: TODAY,
    dueOn: addWorkingDays(standard.calendar, TODAY, standard.terms.days).on,
    provisional: false,
    arrival: { key: 'sample', channel: 'email', source: 'образец', at: NOW },
    fingerprint: 'sample',
    originals: [],
    parts: [],
    mail: null,
    text: 'Просим сделать перерасчёт за сентябрь и сообщить, когда заменят прибор учёта.',
    textSource: 'body',
    remarks: [],
    card: {
      kind: 'request',
      topic: 'billing',
      subject: 'Перерасчёт за сентябрь',
      correspondent: {
        organisation: 'ООО «Пример-Снаб»',
        person: full ? 'Заказчиков Андрей Борисович' : null,
        email: 'snab@primer.example',
        phone: full ? '8 (000) 000-00-00' : null,
        address: full ? '000000, г. Кедрогорск, ул. Образцовая, д. 2' : null,
        inn: null,
        contract: full ? '1023' : null,
      },
      customerRef: full ? { number: '214-П', on: '2026-11-05' } : null,
      answerChannel: 'email',
      addressee: null,
      sheets: null,
      enclosures: null,
      originalLocation: null,
    },
    statusCode: '7KQ-M2P',
  };
  return evolve(null, { type: 'registered', registration, at: NOW, by: 'system' });
}
