/**
 * The one way in, for every channel: raw bytes into the vault, the arrival noted, then understood, then numbered; the
 * caller acknowledges (flag, 201, move) only after this resolves. Asked again with the same key it changes nothing, so a
 * crash between any two steps is healed by asking again (resume.ts does, at start and every minute).
 */
import type { StoredFile } from '../domain/card.ts';
import type { Letter } from '../domain/letter.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Incoming, Receipt } from './incoming.ts';
import { acceptedMail, inspectAll, type Looked, mailsOf, withKey } from './inspect-incoming.ts';
import type { Arrival, Arrivals, Settlement, Vault } from './ports/intake.ts';
import type { Created, Letters, NewLetter } from './ports/letters.ts';
import type { Reader } from './ports/paper.ts';
import type { ReadAhead } from './read-ahead.ts';
import type { Understand, Understood } from './understand.ts';

export interface ReceiveNeeds {
  readonly vault: Pick<Vault, 'put' | 'read'>;
  readonly arrivals: Arrivals;
  readonly letters: Pick<Letters, 'create' | 'load'>;
  readonly reader: Pick<Reader, 'inspect'>;
  readonly understand: Understand;
  /** Begins to parse. */
  readonly ahead: ReadAhead['ahead'];
  readonly handle: Handle;
  /** A delivery report or a read receipt finds its reply. */
  readonly reported: (understood: Extract<Understood, { fate: 'quarantine' }>) => Promise<void>;
  readonly changed: (letterId: string) => void;
}

export type Receive = (incoming: readonly Incoming[]) => Promise<readonly Receipt[]>;

export function receiver(needs: ReceiveNeeds): Receive {
  return async (incoming) => {
    const looked = await Promise.all(incoming.map(withKey).map((each) => inspectAll(needs, each)));
    const kept = looked.filter((each) => !each.rejected);
    needs.ahead(kept.flatMap(mailsOf));
    const arrivals = await keep(needs, kept);
    const once = arrivals.length > 1 && arrivals.every(({ key }) => key.startsWith('imap:'));
    const noted = await (once ? needs.arrivals.known(arrivals) : needs.arrivals.note(arrivals));
    const receipts = await register(needs, noted, contentsOf(kept), { once });
    const byKey = new Map(receipts.map((receipt) => [receipt.key, receipt]));
    return looked.map(
      ({ incoming: { key }, rejected }) => byKey.get(key) ?? { key, outcome: 'rejected', reason: rejected ?? 'Файл не принят.' },
    );
  };
}

interface Way {
  /** A person says that it is a letter, whatever it looks like. */
  readonly asLetter?: boolean;
  /** Not noted yet: a batch of a mailbox, which itself keeps it until the flag. Noted as settled, in one write instead of two. */
  readonly once?: boolean;
}

/** Arrivals that are in the vault already: understood and numbered. `contents` spares reading what is at hand. */
export async function register(
  needs: ReceiveNeeds,
  arrivals: readonly Arrival[],
  contents: ReadonlyMap<string, Buffer>,
  { asLetter = false, once = false }: Way = {},
): Promise<readonly Receipt[]> {
  const fresh = arrivals.filter(({ state }) => state === 'received' || asLetter);
  const understood = await Promise.all(
    fresh.map(async (arrival) => needs.understand(arrival, await filesOf(needs, arrival, contents), asLetter)),
  );
  const letters = understood.filter((each) => each.fate === 'letter');
  const created = await needs.letters.create(letters.map(({ letter }) => letter));
  const quarantined = understood.filter((each) => each.fate === 'quarantine');
  for (const each of quarantined) if (each.bounce || each.receipt) await needs.reported(each);
  // Before the arrival is settled: a crash in between must not lose the second arrival on the card
  for (const [index, each] of letters.entries()) await joinIfKnown(needs, each, created[index]);
  const settlements = [...letters.map((each, index) => registered(each, created[index])), ...quarantined.map(putAside)];
  await (once ? noteSettled(needs, fresh, settlements) : needs.arrivals.settle(settlements));
  for (const { created: isNew, letter } of created) if (isNew) needs.changed(letter.id);
  const outcomes = new Map([
    ...letters.map((each, index) => [each.arrival.key, receipt(each.arrival.key, created[index])] as const),
    ...quarantined.map(
      (each) => [each.arrival.key, { key: each.arrival.key, outcome: 'quarantined', reason: each.reason }] as const,
    ),
  ]);
  return Promise.all(arrivals.map(async (arrival) => outcomes.get(arrival.key) ?? settledBefore(needs, arrival)));
}

/** Raw bytes into the vault. */
async function keep({ vault }: ReceiveNeeds, looked: readonly Looked[]): Promise<readonly Arrival[]> {
  if (looked.length === 0) return [];
  const hashes = await vault.put(looked.flatMap(({ incoming }) => incoming.files.map(({ content }) => content)));
  let at = 0;
  return looked.map(({ incoming, inspections }) => {
    const files = incoming.files.map(({ content }, index): StoredFile => {
      const { name, type } = inspections[index] ?? acceptedMail;
      return { hash: hashes[at++] ?? '', name, type, size: content.length };
    });
    const unsafe = inspections.find(({ verdict }) => verdict === 'quarantine');
    return {
      key: incoming.key,
      channel: incoming.channel,
      office: incoming.office,
      source: incoming.source,
      at: incoming.at.toISOString(),
      files,
      state: 'received',
      reason: unsafe?.reason ?? incoming.aside?.reason ?? null,
      category: unsafe ? 'unsafe' : (incoming.aside?.category ?? null),
      letterId: null,
      subject: null,
      from: null,
      attempts: 0,
      entered: incoming.entered,
    } satisfies Arrival;
  });
}

function contentsOf(looked: readonly Looked[]): ReadonlyMap<string, Buffer> {
  return new Map(
    looked.flatMap(({ incoming }) => incoming.files.map(({ content }, index) => [`${incoming.key}#${index}`, content] as const)),
  );
}

function filesOf({ vault }: ReceiveNeeds, arrival: Arrival, contents: ReadonlyMap<string, Buffer>): Promise<readonly Buffer[]> {
  return Promise.all(arrival.files.map(({ hash }, index) => contents.get(`${arrival.key}#${index}`) ?? vault.read(hash)));
}

type AsLetter = { readonly arrival: Arrival; readonly letter: NewLetter };

function registered({ arrival }: AsLetter, created: Created | undefined): Settlement {
  return { key: arrival.key, state: 'registered', letterId: created?.letter.id ?? '' };
}

/** Another engine may have noted one of them meanwhile: that one is settled as usual. */
async function noteSettled(
  { arrivals }: ReceiveNeeds,
  fresh: readonly Arrival[],
  settlements: readonly Settlement[],
): Promise<void> {
  const byKey = new Map(settlements.map((each) => [each.key, each]));
  const kept = await arrivals.note(fresh.map((arrival) => ({ ...arrival, reason: null, ...byKey.get(arrival.key) })));
  await arrivals.settle(kept.flatMap(({ key, state }) => (state === 'received' ? (byKey.get(key) ?? []) : [])));
}

function putAside({ arrival, category, reason, subject, from }: Extract<Understood, { fate: 'quarantine' }>): Settlement {
  return { key: arrival.key, state: 'quarantined', category, reason, subject, from };
}

function receipt(key: string, created: Created | undefined): Receipt {
  const letter = created?.letter;
  const { number = '', statusCode = '' } = letter?.value ?? {};
  return { key, outcome: 'registered', number, letterId: letter?.id ?? '', again: !created?.created, statusCode };
}

/** The same letter by another way (two mailboxes, a copy): one letter, one more arrival on its card. */
async function joinIfKnown({ handle }: ReceiveNeeds, { arrival }: AsLetter, created: Created | undefined): Promise<void> {
  if (!created || created.created) return;
  const { letter } = created;
  if (knows(letter.value, arrival.key)) return;
  const { key, channel, source, at } = arrival;
  await handle(letter.id, { type: 'arrive_again', arrival: { key, channel, source, at } }, SYSTEM);
}

function knows(letter: Letter, key: string): boolean {
  return letter.arrivals.some((each) => each.key === key);
}

async function settledBefore({ letters }: ReceiveNeeds, arrival: Arrival): Promise<Receipt> {
  const { key, letterId, reason } = arrival;
  if (!letterId) return { key, outcome: 'quarantined', reason: reason ?? 'Ждёт решения в карантине.' };
  const { value } = await letters.load(letterId);
  return { key, outcome: 'registered', number: value.number, letterId, again: true, statusCode: value.statusCode };
}
