/**
 * Handlebars, made strict: every name must be given (also in conditions, lists and arguments, where Handlebars itself is
 * silent), only our helpers are known, nothing of a prototype is reached.
 */
import Handlebars from 'handlebars';
import { helpers } from './helpers.ts';

export type Render = (data: object) => string;

export interface CompileOptions {
  /** For messages. */
  readonly file: string;
  /** Values are escaped. */
  readonly html: boolean;
  /** Letters and mails: printing an empty value would leave a hole in the sentence, so it throws. */
  readonly whole?: boolean;
  /** 1-based line of the file on which the source begins. */
  readonly line?: number;
}

export interface Engine {
  /** @throws Fault with `file:line:column`; what it gives back throws an Error naming template and word */
  compile(source: string, options: CompileOptions): Render;
  partial(name: string, render: Render): void;
  /** Faults of partials that are used but nowhere given. */
  missingPartials(): readonly string[];
}

/** A template that cannot be used: `file:line:column: message`. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function templateEngine(): Engine {
  const bars = Handlebars.create();
  for (const name of ['lookup', 'log', 'blockHelperMissing', 'helperMissing']) bars.unregisterHelper(name);
  for (const [name, helper] of Object.entries(helpers)) bars.registerHelper(name, placed(helper));
  bars.registerHelper('whole', placed(whole));
  const used: Array<{ name: string; place: string }> = [];

  return {
    compile(source, { file, html, whole: wholeValues = false, line = 1 }) {
      const place = (at: hbs.AST.SourceLocation | undefined) =>
        `${file}:${at?.start.line ?? line}:${(at?.start.column ?? 0) + 1}`;
      const render = located(file, () => {
        const tree = bars.parse('\n'.repeat(line - 1) + source);
        new Strictness(wholeValues, (name, at) => used.push({ name, place: place(at) })).accept(tree);
        const options = { strict: true, knownHelpersOnly: true, knownHelpers, noEscape: !html, preventIndent: true };
        bars.precompile(tree, options); // compile alone is lazy: faults would wait for the first use
        return bars.compile(tree, options);
      });
      // Partials get the whole options of the caller, the outermost call none.
      return (data, options?: object) => located(file, () => render(data, options ?? closed));
    },
    partial: (name, render) => bars.registerPartial(name, render as Handlebars.Template),
    missingPartials: () =>
      used.filter(({ name }) => !(name in bars.partials)).map(({ name, place }) => `${place}: there is no partial "${name}"`),
  };
}

const closed = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
const knownHelpers = Object.fromEntries([...Object.keys(helpers), 'whole'].map((name) => [name, true]));

/** Marks every name as demanded, the way Handlebars marks a plain {{name}}. */
class Strictness extends Handlebars.Visitor {
  constructor(
    private readonly wholeValues: boolean,
    private readonly onPartial: (name: string, at: hbs.AST.SourceLocation) => void,
  ) {
    super();
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    Object.assign(path, { strict: true });
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    super.MustacheStatement(mustache);
    const path = mustache.path as hbs.AST.PathExpression;
    if (!this.wholeValues || mustache.params.length > 0 || path.type !== 'PathExpression' || path.data) return;
    const named = { type: 'StringLiteral', value: path.original, original: path.original, loc: path.loc };
    mustache.params = [path, named as hbs.AST.StringLiteral];
    mustache.path = { ...path, original: 'whole', parts: ['whole'], depth: 0, data: false };
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    super.PartialStatement(partial);
    this.note(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    super.PartialBlockStatement(partial);
    this.note(partial);
  }

  private note({ name, loc }: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement): void {
    if (name.type !== 'PathExpression') return;
    Object.assign(name, { strict: false });
    const { original } = name as hbs.AST.PathExpression;
    if (original !== '@partial-block') this.onPartial(original, loc);
  }
}

function whole(value: unknown, name: unknown): unknown {
  if (value === null || value === undefined || value === '') throw new Error(`"${String(name)}" is empty, and is printed`);
  return value;
}

/** The helper with its place in the template on whatever it throws. */
function placed(helper: (...values: never[]) => unknown): Handlebars.HelperDelegate {
  return (...values: unknown[]) => {
    const { loc } = values.pop() as { loc?: hbs.AST.SourceLocation };
    try {
      return helper(...(values as never[]));
    } catch (error) {
      throw Object.assign(error as Error, { lineNumber: loc?.start.line, column: loc?.start.column });
    }
  };
}

/** Gives an error of Handlebars its file and line, once. */
function located<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { message, lineNumber, column } = error as Error & { lineNumber?: number; column?: number };
    const parsed = message.match(/^Parse error on line (\d+)/)?.[1];
    const line = lineNumber ?? (parsed ? Number(parsed) : 1);
    throw new Fault(`${file}:${line}:${(column ?? 0) + 1}: ${said(message)}`, { cause: error });
  }
}

function said(message: string): string {
  const missing = message.match(/^"(.+)" not defined in (.+?)(?: - \d+:\d+)?$/);
  if (missing) return `"${missing[1]}" is not given`;
  return message.replace(/ - \d+:\d+$/, '').replace(/\n[\s\S]*?Expecting/, ' expecting');
}
