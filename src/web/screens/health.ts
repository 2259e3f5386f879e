/** The state of the engine for people: what does not work, and what to do. */
import type { RequestHandler } from 'express';
import type { Health } from '../../office/health.ts';
import type { Desk } from '../desk.ts';
import { came, fileSize } from '../times.ts';
import { word } from '../words.ts';

export function health({ office, words, pages, standard, now }: Desk): RequestHandler {
  return async (request, response) => {
    const state = await office.health();
    const { zone } = standard.organisation.company;
    await pages.screen(request, response, 'health', {
      title: 'Состояние',
      here: 'health',
      narrow: false,
      ready: state.ready,
      reasons: state.reasons,
      version: state.version,
      standardVersion: standard.version,
      lines: linesOf(state),
      mailboxes: state.mailboxes.map(({ mailbox, state: is, lastRoundAt, fetched, error }) => ({
        mailbox,
        state: word(words.mailboxStates, is),
        good: error === null && is === 'watching',
        last: lastRoundAt ? came(zone, lastRoundAt, now()) : '—',
        fetched,
        error,
      })),
    });
  };
}

function linesOf({ database, mailer, reader, disk, queue }: Health) {
  const queueGood = queue.failed === 0;
  return [
    {
      good: database.ok,
      name: 'База данных',
      value: `${database.kind === 'embedded' ? 'встроенная' : 'MongoDB'}, ответ за ${Math.round(database.ms)} мс`,
      remedy: database.ok ? '' : 'Проверьте, что база запущена и доступна.',
    },
    {
      good: mailer.error === null,
      name: 'Отправка почты',
      value: mailer.kind === 'smtp' ? 'через почтовый сервер' : 'в папку outbox',
      remedy: mailer.error ?? '',
    },
    {
      good: reader.ocr && reader.missing.length === 0,
      name: 'Чтение сканов',
      value: reader.ocr ? 'работает' : 'не работает',
      remedy: reader.missing.length > 0 ? `Установите: ${reader.missing.join(', ')}` : '',
    },
    {
      good: disk.freeBytes > 2 ** 30,
      name: 'Место на диске',
      value: `свободно ${fileSize(disk.freeBytes)}`,
      remedy: disk.freeBytes > 2 ** 30 ? '' : 'Освободите место: письма скоро некуда будет принимать.',
    },
    {
      good: queueGood,
      name: 'Очередь',
      value: `принимается ${queue.received}, в карантине ${queue.quarantined}, дел впереди ${queue.effects}`,
      remedy: queueGood ? '' : `Не разобрано писем: ${queue.failed}. Откройте карантин.`,
    },
  ];
}
