/** A telephone on paper: 5 to 15 digits with the usual signs (8.2: the consumer must be able to call). */

/** A sentence for people, with the clause; null when it can be dialled. */
export function phoneFault(phone: string): string | null {
  if (!phone.trim()) return 'Укажите телефон исполнителя (п. 8.2, 8.4.5).';
  // Sign by sign, and the words for an extension; what is left over belongs to no telephone
  const rest = phone.replace(/(?:доб|вн|тел|ext)\.?/giu, '').replace(/[\d\s\u00a0+()\-–—.,;/*#:]/gu, '');
  if (rest)
    return `«${phone}» не похоже на телефон исполнителя: оставьте цифры, скобки и дефисы, добавочный — «доб. 112» (п. 8.2).`;
  const numbers = phone.split(/(?:доб|вн|ext)\.?|[;/]|,(?=\s*\+?\d[\d\s()-]{8,})/iu).map((each) => each.replace(/\D/g, ''));
  const [first = ''] = numbers;
  if (first.length < 5) {
    return `Телефон исполнителя «${phone}» короче пяти цифр: укажите номер, по которому может позвонить потребитель (п. 8.2).`;
  }
  if (numbers.some((each) => each.length > 15)) {
    return `Телефон исполнителя «${phone}» длиннее пятнадцати цифр: проверьте номер (п. 8.2).`;
  }
  return null;
}
