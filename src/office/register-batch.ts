/** The plan of a batch carried out: each letter once, by its key, however often it is begun (8.2.3). */
import type { ChangeBatch } from './batch-change.ts';
import type { Incoming, IncomingFile } from './incoming.ts';
import type { Batch, PlannedLetter, Sheet } from './ports/batches.ts';
import type { Vault } from './ports/intake.ts';
import type { Scanner } from './ports/paper.ts';
import type { Receive } from './receive.ts';
import type { SignedCopies } from './signed-copy.ts';

export interface RegisterNeeds {
  readonly vault: Pick<Vault, 'read'>;
  readonly scanner: Scanner;
  readonly receive: Receive;
  readonly findSigned: SignedCopies['findSigned'];
  readonly takeSigned: SignedCopies['takeSigned'];
}

/** Letters that have a number or a word are passed over: a kill in between is healed by beginning again. */
export async function carryOut(needs: RegisterNeeds, change: ChangeBatch, batch: Batch): Promise<Batch> {
  let now = batch;
  for (const { key } of batch.plan) {
    const letter = now.plan.find((each) => each.key === key);
    if (!letter || letter.number || letter.said) continue;
    const done = await registerOne(needs, now, letter);
    now =
      (await change(now.office, (each) => each && { ...each, plan: each.plan.map((old) => (old.key === key ? done : old)) })) ??
      now;
  }
  return (await change(now.office, (each) => each && { ...each, state: 'done' })) ?? { ...now, state: 'done' };
}

async function registerOne(needs: RegisterNeeds, batch: Batch, letter: PlannedLetter): Promise<PlannedLetter> {
  const sheets = letter.sheets.flatMap((id) => batch.sheets.find((sheet) => sheet.id === id) ?? []);
  const files = await filesOf(needs, sheets);
  if (await needs.findSigned(files)) {
    const { outgoingNumber } = await needs.takeSigned(files, null);
    return { ...letter, said: `Это подписанный ответ № ${outgoingNumber}: скан приложен к нему.` };
  }
  const incoming: Incoming = {
    key: letter.key,
    channel: 'post',
    office: batch.office,
    source: batch.source,
    at: new Date(batch.at),
    files,
    entered: null,
  };
  const [receipt] = await needs.receive([incoming]);
  if (receipt?.outcome === 'registered') return { ...letter, number: receipt.number };
  return { ...letter, said: receipt?.reason ?? 'Не принято.' };
}

/** Whole files as they came; parts of files, or turned sheets, as a PDF of their own. */
async function filesOf({ vault, scanner }: RegisterNeeds, sheets: readonly Sheet[]): Promise<readonly IncomingFile[]> {
  const hashes = [...new Set(sheets.map(({ file }) => file))];
  const whole = hashes.every((hash) => {
    const of = sheets.filter(({ file }) => file === hash);
    return of.length === of[0]?.of && of.every(({ page, turn }, at) => page === at && turn === 0);
  });
  const contents = new Map(await Promise.all(hashes.map(async (hash) => [hash, await vault.read(hash)] as const)));
  const contentOf = (hash: string) => contents.get(hash) ?? Buffer.alloc(0);
  const inOrder = hashes.flatMap((hash) => sheets.filter(({ file }) => file === hash)).every((sheet, at) => sheet === sheets[at]);
  if (whole && inOrder) {
    return hashes.map((hash) => ({ name: sheets.find(({ file }) => file === hash)?.name ?? '', content: contentOf(hash) }));
  }
  const content = await scanner.assemble(
    sheets.map(({ file, type, page, turn }) => ({ content: contentOf(file), type, page, turn })),
  );
  return [{ name: `${(sheets[0]?.name ?? 'скан').replace(/\.[^.]*$/, '')}, л. ${(sheets[0]?.page ?? 0) + 1}.pdf`, content }];
}
