/** The way of a letter as a picture: SVG drawn from workflows/letter.yaml, main states in a row, side exits below, ways back above. */
import type { Standard, State, Transition } from '../domain/standard.ts';
import { COMMAND_WORDS } from '../domain/words.ts';
import { escapeHtml } from './highlight.ts';

const WIDTH = 124;
const HEIGHT = 40;
const GAP = 18;
const LANE = 19;
const ROWS_APART = 66;
const LETTER = 6.3;
const EDGE = 8;

interface Way {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Safe HTML: one svg element with a title for each way. */
export function flowPicture(standard: Pick<Standard, 'workflow'>): string {
  const { states, transitions, initial } = standard.workflow;
  const ways = waysOf(transitions);
  const main = mainRow(states, ways, initial);
  const side = states.map(({ id }) => id).filter((id) => !main.includes(id));
  const steps = ways.filter(({ from, to }) => main.indexOf(to) === main.indexOf(from) + 1 && main.includes(from));
  const arcs = inLanes(
    ways.filter((way) => main.includes(way.from) && main.includes(way.to) && !steps.includes(way)),
    main,
  );
  const top = 1 + Math.max(0, ...arcs.map(({ lane }) => lane + 1)) * LANE + 12;
  const places = placed(main, side, ways, top);
  const exits = ways.filter(({ from, to }) => side.includes(from) || side.includes(to));
  const width = main.length * (WIDTH + GAP) - GAP + EDGE * 2;
  const height = top + HEIGHT + (side.length > 0 ? ROWS_APART + HEIGHT : 0) + 4;
  const body = [
    ...exits.map((way) => exitPath(way, places, side)),
    ...steps.map((way) => stepPath(way, places)),
    ...arcs.map((arc) => arcPath(arc, places)),
    ...states.map((state) => box(state, places, side.includes(state.id), ways)),
  ].join('');
  return `<svg class="flow" viewBox="0 0 ${width} ${height}" role="img" aria-label="Путь обращения"><defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>${body}</svg>`;
}

/** Ways between the same two states are one, with all their steps. */
function waysOf(transitions: readonly Transition[]): readonly Way[] {
  const found = new Map<string, Way>();
  for (const { from, to, name } of transitions) {
    if (to === null) continue;
    for (const each of from.filter((state) => state !== to)) {
      const known = found.get(`${each} ${to}`);
      const label = COMMAND_WORDS[name];
      if (!known) found.set(`${each} ${to}`, { from: each, to, label });
      else if (!known.label.includes(label)) found.set(`${each} ${to}`, { ...known, label: `${known.label} / ${label}` });
    }
  }
  return [...found.values()];
}

/** From the first state always to the nearest later one, in office order. */
function mainRow(states: readonly State[], ways: readonly Way[], initial: string): readonly string[] {
  const order = states.map(({ id }) => id);
  const row = [initial];
  for (let here = initial; ; ) {
    const next = order.slice(order.indexOf(here) + 1).find((id) => ways.some(({ from, to }) => from === here && to === id));
    if (!next || states.find(({ id }) => id === here)?.final) return row;
    row.push(next);
    here = next;
  }
}

interface Arc {
  readonly to: string;
  readonly label: string;
  /** States that the same action leads from. */
  readonly sources: readonly string[];
  readonly lane: number;
}

/** The same action to the same state is one arc with several feet; short arcs lie low; two in a lane never touch. */
function inLanes(ways: readonly Way[], main: readonly string[]): readonly Arc[] {
  const groups = new Map<string, Omit<Arc, 'lane'>>();
  for (const { from, to, label } of ways) {
    const known = groups.get(`${to} ${label}`);
    groups.set(`${to} ${label}`, { to, label, sources: [...(known?.sources ?? []), from] });
  }
  const ends = ({ to, sources }: Omit<Arc, 'lane'>) => {
    const all = [to, ...sources].map((id) => main.indexOf(id));
    return { left: Math.min(...all), right: Math.max(...all) };
  };
  const taken: { lane: number; left: number; right: number }[] = [];
  const width = (arc: Omit<Arc, 'lane'>) => ends(arc).right - ends(arc).left;
  return [...groups.values()]
    .sort((one, two) => width(one) - width(two))
    .map((arc) => {
      const middle = ((ends(arc).left + ends(arc).right) / 2) * (WIDTH + GAP);
      const half = Math.max((width(arc) * (WIDTH + GAP)) / 2, (arc.label.length * LETTER) / 2 + 6);
      const [left, right] = [middle - half, middle + half];
      let lane = 0;
      while (taken.some((each) => each.lane === lane && left < each.right && each.left < right)) lane += 1;
      taken.push({ lane, left, right });
      return { ...arc, lane };
    });
}

/** Side exits stand below the first state that leads to them, or the nearest free place to the right. */
function placed(main: readonly string[], side: readonly string[], ways: readonly Way[], top: number): ReadonlyMap<string, Place> {
  const places = new Map(main.map((id, at) => [id, { x: EDGE + at * (WIDTH + GAP), y: top }]));
  const free = main.map((_, at) => at);
  for (const id of side) {
    const source = ways.find(({ from, to }) => to === id && main.includes(from))?.from ?? main[0] ?? '';
    const wanted = main.indexOf(source);
    const at = free.find((each) => each >= wanted) ?? free.at(-1) ?? wanted;
    free.splice(free.indexOf(at), 1);
    places.set(id, { x: EDGE + at * (WIDTH + GAP), y: top + HEIGHT + ROWS_APART });
  }
  return places;
}

function stepPath({ from, to, label }: Way, places: ReadonlyMap<string, Place>): string {
  const [a, b] = [at(places, from), at(places, to)];
  return path(`M${a.x + WIDTH} ${a.y + HEIGHT / 2}H${b.x}`, 'way', label);
}

function arcPath({ sources, to, label, lane }: Arc, places: ReadonlyMap<string, Place>): string {
  const end = at(places, to);
  const y = end.y - 12 - lane * LANE;
  const feet = sources.map((from) => at(places, from).x + WIDTH * (at(places, from).x > end.x ? 0.35 : 0.65));
  const back = feet.every((foot) => foot > end.x);
  const tip = end.x + WIDTH * (back ? 0.65 : 0.35);
  const lines = feet.map((foot) => {
    const turn = foot < tip ? 6 : -6;
    return `M${foot} ${end.y}V${y + 6}Q${foot} ${y} ${foot + turn} ${y}H${tip - turn}Q${tip} ${y} ${tip} ${y + 6}V${end.y}`;
  });
  const middle = (Math.min(tip, ...feet) + Math.max(tip, ...feet)) / 2;
  const text = `<text x="${middle}" y="${y - 4}" text-anchor="middle">${escapeHtml(label)}</text>`;
  return lines.map((each) => path(each, 'way', label)).join('') + text;
}

/** Down to an exit, or up from it, along a bus of its own. */
function exitPath({ from, to, label }: Way, places: ReadonlyMap<string, Place>, side: readonly string[]): string {
  const [a, b] = [at(places, from), at(places, to)];
  const down = side.includes(to);
  const bus = (down ? a : b).y + HEIGHT + 12 + side.indexOf(down ? to : from) * 9 + (down ? 0 : 30);
  const [start, end] = down ? [a.x + WIDTH * 0.42, b.x + WIDTH * 0.5] : [a.x + WIDTH * 0.8, b.x + WIDTH * 0.85];
  const [leaves, comes] = down ? [a.y + HEIGHT, b.y] : [a.y, b.y + HEIGHT];
  return path(`M${start} ${leaves}V${bus}H${end}V${comes}`, 'way aside', label);
}

function path(line: string, look: string, label: string): string {
  return `<path class="${look}" d="${line}" marker-end="url(#flow-tip)"><title>${escapeHtml(label)}</title></path>`;
}

function box(
  { id, label, final, open }: State,
  places: ReadonlyMap<string, Place>,
  isSide: boolean,
  ways: readonly Way[],
): string {
  const { x, y } = at(places, id);
  const onward = ways.filter(({ from }) => from === id).map((way) => way.label);
  const title = onward.length > 0 ? `Отсюда: ${onward.join('; ')}` : 'Отсюда пути нет';
  const term = final ? 'конец пути' : open ? 'срок идёт' : 'срок остановлен';
  const look = isSide ? 'state aside' : open ? 'state' : 'state still';
  return `<g class="${look}"><title>${escapeHtml(title)}</title><rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="8"/><text x="${x + WIDTH / 2}" y="${y + 17}" text-anchor="middle" class="name">${escapeHtml(label)}</text><text x="${x + WIDTH / 2}" y="${y + 31}" text-anchor="middle">${term}</text></g>`;
}

function at(places: ReadonlyMap<string, Place>, id: string): Place {
  return places.get(id) ?? { x: 0, y: 0 };
}
