/** The searchable copy of a scan: its picture with the words behind it, kept in the vault beside the original. */
import type { StoredFile } from '../domain/card.ts';
import type { Letter } from '../domain/letter.ts';
import type { Vault } from './ports/intake.ts';
import type { FileToRead, PageResult, Reader, Recognition } from './ports/paper.ts';

export interface SearchableNeeds {
  readonly reader: Pick<Reader, 'searchable'>;
  readonly vault: Pick<Vault, 'put'>;
}

/** Null for mails, for files that bring their own text, and where nothing was read. */
export async function keepSearchable(
  { reader, vault }: SearchableNeeds,
  letter: Pick<Letter, 'mail' | 'number'>,
  files: readonly FileToRead[],
  { pages }: Recognition,
): Promise<StoredFile | null> {
  // Read from a picture: a text layer is sure of itself
  if (letter.mail || !pages.some(({ text, confidence }) => text !== '' && confidence < 1)) return null;
  const of = files.map((file) => ({ ...file, pages: pages.filter((page): page is PageResult => page.file === file.hash) }));
  const pdf = await reader.searchable(of);
  const [hash = ''] = await vault.put([pdf]);
  return { hash, name: `${letter.number.replaceAll('/', '-')} с текстом.pdf`, type: 'application/pdf', size: pdf.length };
}
