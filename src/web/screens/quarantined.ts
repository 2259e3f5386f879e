/** One mail of the quarantine: its text, and the header lines that tell why it lies there. Nothing of it is loaded or run. */
import type { Request, RequestHandler } from 'express';
import { NotFound } from '../../domain/errors.ts';
import { layersOf } from '../../domain/own-words.ts';
import { sealSentence } from '../../domain/seal.ts';
import type { ParsedMail } from '../../office/ports/mail.ts';
import type { Desk } from '../desk.ts';
import { highlight } from '../highlight.ts';
import { letterHref } from '../rows.ts';
import { personOf } from '../session.ts';
import { fileSize, longMoment } from '../times.ts';
import { type Words, word } from '../words.ts';
import { sendFile } from './files.ts';

export function quarantined({ office, words, pages, standard }: Desk): RequestHandler {
  return async (request, response) => {
    const { arrival, mail, about } = await office.putAside.view(keyOf(request), personOf(response));
    const { key, at, subject, from, reason, category, state, source, files, letterId } = arrival;
    const fileHref = (index: number) => `/quarantine/file?key=${encodeURIComponent(key)}&index=${index}`;
    await pages.screen(request, response, 'quarantined', {
      title: subject || mail?.subject || 'Без темы',
      here: 'quarantine',
      narrow: true,
      key,
      waits: letterId === null,
      author: mail?.from.name || from || mail?.from.address || 'не распознано',
      from: from || mail?.from.address || 'не распознано',
      to: mail?.to.join(', ') ?? '',
      came: longMoment(standard.organisation.company.zone, at),
      source,
      category: state === 'failed' ? 'не разобрано' : word(words.quarantine, category),
      reason: reason ?? 'Причина не записана.',
      proof: mail?.proof ?? [],
      report: reportOf(words, mail),
      about: about === null ? null : { number: about, href: letterHref(about) },
      html: mail?.text.trim() ? highlight(mail.text, [], [], words, { layers: layersOf(mail.text), labels: words.layers }) : '',
      parts:
        mail?.attachments.map(({ name, size, inside }) => ({ name, about: [fileSize(size), ...(inside ?? [])].join(' · ') })) ??
        [],
      originals: files.map(({ name, size }, index) => ({ href: fileHref(index), name, about: fileSize(size) })),
      remarks: [...(mail?.seal ? [sealSentence(mail.seal)] : []), ...(mail?.remarks ?? [])],
    });
  };
}

export function quarantinedFile({ office }: Desk): RequestHandler {
  return async (request, response) => {
    const index = Number(request.query.index ?? 0);
    if (!Number.isInteger(index) || index < 0) throw new NotFound('Такого файла нет.');
    sendFile(response, await office.putAside.file(keyOf(request), index, personOf(response)));
  };
}

/** What a report says, in the words of the house; empty for other mail. */
function reportOf(words: Words, mail: ParsedMail | null): readonly string[] {
  if (mail?.receipt) return [mail.receipt.read ? words.reports.read : words.reports.unread];
  if (!mail?.bounce) return [];
  const { for: to, action, reason } = mail.bounce;
  const what = word(words.reports, action ?? 'failed');
  return [`${what}${to ? `: ${to}` : ''}.`, ...(reason ? [`Сервер ответил: ${reason}`] : [])];
}

function keyOf({ query }: Request): string {
  return typeof query.key === 'string' ? query.key : '';
}
