/** A mail: X.txt.hbs begins with `subject: …`; X.html.hbs says the same with inline styles and without remote content. */
import { type Engine, Fault } from './engine.ts';
import { flat } from './letter-template.ts';

export type MailTemplate = (data: object) => { readonly subject: string; readonly text: string; readonly html: string };

export interface Source {
  readonly file: string;
  readonly source: string;
}

/** @throws Fault */
export function mailTemplate(engine: Engine, text: Source, html: Source): MailTemplate {
  const [first = '', ...rest] = text.source.split('\n');
  const subjectLine = first.match(/^subject:\s*(\S.*)$/)?.[1];
  if (!subjectLine) throw new Fault(`${text.file}:1:1: the first line must be "subject: …"`);
  const plain = { file: text.file, html: false, whole: true };
  const subject = engine.compile(subjectLine, plain);
  const body = engine.compile(rest.join('\n'), { ...plain, line: 2 });
  const markup = engine.compile(html.source, { file: html.file, html: true, whole: true });
  return (data) => {
    // A value with a line break could add a header to the mail or a line to the text.
    const given = flat(data);
    const written = body(given)
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      // By its blank mail programs know a signature, and leave it out of the answer (RFC 3676 4.3)
      .replace(/\n--\n/, '\n-- \n')
      .trim();
    return { subject: subject(given).replace(/\s+/g, ' ').trim(), text: `${written}\n`, html: markup(given) };
  };
}
