/** Rows and letters of the office in the shapes of the API. */
import { dayIn } from '../domain/calendar.ts';
import type { Finding, Letter } from '../domain/letter.ts';
import type { Stored } from '../office/ports/letters.ts';
import type { RegisterRow } from '../office/ports/register.ts';
import type { CardAnswer, Row } from './shapes.ts';

export function rowAnswer(zone: string): (row: RegisterRow) => Row {
  return ({ number, subject, email, organisation, person, receivedAt, dueOn, state, messageId, findings }) => ({
    number,
    subject: subject || null,
    from: email ?? organisation ?? person,
    receivedOn: dayIn(zone, new Date(receivedAt)),
    dueOn,
    state,
    messageId,
    findings: findings.map(({ ground, clause, decision, score, repeatOf }) => ({ ground, clause, decision, score, repeatOf })),
  });
}

export function cardAnswer(zone: string, { value, history }: Stored<Letter>): CardAnswer {
  const { card, reply, refusal, legibility, originals, parts } = value;
  const { correspondent } = card;
  const file = ({ name, type, size }: { name: string; type: string; size: number }) => ({ name, type, size });
  return {
    id: value.id,
    number: value.number,
    subject: card.subject || null,
    from: correspondent.email ?? correspondent.organisation ?? correspondent.person,
    receivedOn: dayIn(zone, new Date(value.receivedAt)),
    dueOn: value.dueOn,
    state: value.state,
    messageId: value.mail?.messageId ?? null,
    findings: value.findings.map(finding),
    office: value.office,
    channel: value.channel,
    receivedAt: value.receivedAt,
    registeredAt: value.registeredAt,
    registeredOn: value.registeredOn,
    provisional: value.provisional,
    confirmedAt: value.confirmedAt,
    kind: card.kind,
    topic: card.topic,
    text: value.text,
    textSource: value.textSource,
    legible: legibility && { legible: legibility.legible, score: legibility.score, reasons: [...legibility.reasons] },
    remarks: [...value.remarks],
    seal: value.seal ? { ...value.seal } : null,
    correspondent: { ...correspondent },
    customerRef: card.customerRef && { ...card.customerRef },
    answerChannel: card.answerChannel,
    originals: originals.map(file),
    attachments: parts.map(file),
    arrivals: value.arrivals.map(({ key, channel, source, at }) => ({ key, channel, source, at })),
    unit: value.route?.unit ?? null,
    executor: value.executor,
    extendedBy: value.extendedBy,
    reply: reply && {
      outgoingNumber: reply.outgoingNumber,
      signedOn: reply.signedOn,
      sentOn: reply.sentOn,
      answerChannel: reply.answerChannel,
      dispatch: reply.dispatch && {
        status: reply.dispatch.status,
        to: reply.dispatch.to,
        trackingNumber: reply.dispatch.trackingNumber,
        error: reply.dispatch.error,
      },
    },
    refusal: refusal && { ground: refusal.ground, clause: refusal.clause, reason: refusal.reason },
    supplementTo: value.supplementTo,
    repeatOf: value.repeatOf,
    dossier: value.dossier,
    history: history.map(({ type, at, by }) => ({ type, at, by })),
  };
}

function finding({ ground, clause, decision, score, repeatOf }: Finding): Row['findings'][number] {
  return { ground, clause, decision, score, repeatOf: repeatOf ?? null };
}
