/** The four errors of the domain, closed. Texts are Russian sentences for people. */

/** The command is not possible now; each reason names the clause and what to do. Not a refusal of the letter. */
export class NotAllowed extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join(' '));
    this.name = 'NotAllowed';
  }
}

/** What was asked for does not exist, or the person may not know that it does. */
export class NotFound extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotFound';
  }
}

/** Another hand was faster: load again and decide anew. */
export class Stale extends Error {
  constructor(id: string) {
    super(`Карточка ${id} изменилась, пока Вы работали с ней.`);
    this.name = 'Stale';
  }
}

/** The input cannot be used; `fields` tells which field lacks what. */
export class Invalid extends Error {
  constructor(
    message: string,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Invalid';
  }
}
