/** A mail that somebody signed or locked on his own computer (S/MIME RFC 8551, OpenPGP RFC 9580). Nothing is verified, nothing unlocked. */

export interface Seal {
  readonly kind: 'smime' | 'pgp';
  readonly what: 'signed' | 'encrypted';
  /** As the certificate names the signatory, or the number of the key; null: it does not say. */
  readonly by: string | null;
}

const KINDS: Readonly<Record<Seal['kind'], string>> = { smime: 'S/MIME', pgp: 'PGP' };

/** For the clerk: what it is and what to do. */
export function sealSentence({ kind, what, by }: Seal): string {
  if (what === 'encrypted')
    return `Письмо зашифровано (${KINDS[kind]}), прочесть его может только владелец ключа. Решите вопрос о п. 8.2.7: потребителя попросят прислать текст без шифрования.`;
  return `Подписано электронной подписью (${KINDS[kind]})${by ? `: ${by}` : ''}. Подлинность подписи программа не проверяет: файл подписи приложен.`;
}

/** Locked, and not a word beside it: nobody can read the letter (8.2.7). */
export function isLocked(seal: Seal | null | undefined, text: string): boolean {
  return seal?.what === 'encrypted' && !/\p{L}{3}/u.test(text);
}
