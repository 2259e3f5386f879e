/** Groups of workflows/lexicon: `$name` must be a group of the same file, and none may hold itself. */
import { z } from 'zod';

const Grouped = z.looseObject({
  groups: z.record(z.string(), z.array(z.string())),
  rows: z.array(z.looseObject({ needs: z.array(z.array(z.string())), unless: z.array(z.string()) })),
});

type Path = readonly (string | number)[];

/** `fault`: a message with the place of a path. Nothing is said of a file without groups. */
export function groupFaults(value: unknown, fault: (path: Path, message: string) => string): string[] {
  const parsed = Grouped.safeParse(value);
  if (!parsed.success) return [];
  const { groups, rows } = parsed.data;
  const known = Object.keys(groups);
  const unknownIn = (list: readonly string[], path: Path) =>
    list.flatMap((each, at) =>
      each.startsWith('$') && !known.includes(each.slice(1))
        ? [fault([...path, at], `unknown group "${each}"; known: ${known.join(', ')}`)]
        : [],
    );
  return [
    ...known.flatMap((name) => unknownIn(groups[name] ?? [], ['groups', name])),
    ...known.filter((name) => holds(groups, name, name)).map((name) => fault(['groups', name], `group "$${name}" holds itself`)),
    ...rows.flatMap(({ needs, unless }, row) => [
      ...needs.flatMap((list, need) => unknownIn(list, ['rows', row, 'needs', need])),
      ...unknownIn(unless, ['rows', row, 'unless']),
    ]),
  ];
}

function holds(
  groups: Readonly<Record<string, readonly string[]>>,
  name: string,
  wanted: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const inside = (groups[name] ?? []).filter((each) => each.startsWith('$')).map((each) => each.slice(1));
  return inside.includes(wanted) || inside.some((each) => holds(groups, each, wanted, seen));
}
