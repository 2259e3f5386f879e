/** Checked files → the Standard of the domain: ids move from keys into the things they name. */
import { COMMAND_TYPES } from '../domain/command.ts';
import type { Standard, Transition } from '../domain/standard.ts';
import { GROUND_IDS } from '../language/finding.ts';
import type { SchemaName } from './schema.ts';
import type { Source } from './source.ts';
import type { Sources } from './sources.ts';

/** Call it only when no source has faults. */
export function assemble(sources: Sources, version: string): Standard {
  const letter = sound(sources.letter);
  const grounds = sound(sources.grounds);
  const organisation = sound(sources.organisation);
  return {
    version,
    organisation: {
      company: organisation.company,
      offices: Object.entries(organisation.offices).map(([code, office]) => ({ code, ...office })),
      units: Object.entries(organisation.units).map(([id, unit]) => ({ id, ...unit })),
    },
    workflow: {
      initial: letter.initial,
      states: Object.entries(letter.states).map(([id, state]) => ({ id, ...state })),
      transitions: inOfficeOrder(letter.transitions),
    },
    grounds: GROUND_IDS.map((id) => ({ id, ...grounds[id] })),
    routing: sound(sources.routing),
    terms: sound(sources.terms),
    numbering: sound(sources.numbering),
    signing: sound(sources.signing).rules,
    dossiers: sound(sources.dossiers).dossiers,
    calendar: {
      years: Object.fromEntries(sources.calendars.map(({ source }) => sound(source)).map((each) => [each.year, each])),
    },
    clauses: sound(sources.clauses),
  };
}

/** As the file has them: the file is the regulation. */
function inOfficeOrder(lines: NonNullable<Sources['letter']['value']>['transitions']): readonly Transition[] {
  const known: readonly string[] = COMMAND_TYPES;
  return Object.entries(lines).flatMap(([name, line]) => {
    const command = COMMAND_TYPES[known.indexOf(name)];
    return command && line ? [{ name: command, ...line }] : [];
  });
}

function sound<N extends SchemaName>(source: Source<N>): NonNullable<Source<N>['value']> {
  if (!source.value) throw new Error(source.faults.join('\n'));
  return source.value;
}
