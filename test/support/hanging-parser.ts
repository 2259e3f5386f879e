/** The parser with a fault that ours must not have: by its subject a mail makes it hang, throw or die. In the place of src/mail/parse.ts. */
import { parseMail as ours } from '../../src/mail/parse.ts';

export const parseMail: typeof ours = async (raw, settings, asked) => {
  const [, fault = ''] = /^Subject: (hangs|throws|dies|hangs by its headers)\r?$/m.exec(raw.toString('latin1')) ?? [];
  const whole = /\r?\n\r?\n/.test(raw.toString('latin1'));
  if (fault === 'hangs by its headers') for (;;);
  if (!whole) return ours(raw, settings, asked);
  if (fault === 'hangs') for (;;);
  if (fault === 'throws') throw new Error('a fault of the parser');
  if (fault === 'dies') process.exit(3);
  return ours(raw, settings, asked);
};
