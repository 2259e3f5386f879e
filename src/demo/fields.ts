/** A mapping of a YAML file, read key by key; what nobody asked for is a fault. */
export interface Fields {
  text(key: string): string | null;
  number(key: string): number | null;
  texts(key: string): readonly string[];
  /** @throws Error when it is not there */
  given(key: string): string;
  part(key: string): Fields;
  list(key: string): readonly Fields[];
  /** Strings and mappings in one list. */
  mixed(key: string): readonly (string | Fields)[];
  entries(key: string): readonly (readonly [string, Fields])[];
  keys(): readonly string[];
  missing(key: string): never;
  /** @throws Error naming a key that was never asked for */
  nothingElse(): void;
  /** What was made of it, when nothing is left over. */
  whole<T>(made: T): T;
}

/** `place` stands before every fault: file, then keys. */
export function fields(value: unknown, place: string): Fields {
  if (!isMapping(value)) throw new Error(`templates/demo/${place}: keys with values are expected`);
  const asked = new Set<string>();
  const fault = (key: string, what: string): never => {
    throw new Error(`templates/demo/${place}: ${key}: ${what}`);
  };
  const get = (key: string): unknown => {
    asked.add(key);
    return value[key] ?? null;
  };
  const listed = (key: string): readonly unknown[] => {
    const list = get(key) ?? [];
    return Array.isArray(list) ? list : fault(key, 'a list is expected');
  };
  const inside = (key: string, each: unknown): Fields => {
    const name = isMapping(each) && typeof each.id === 'string' ? each.id : key;
    return fields(each, `${place}: ${name}`);
  };
  const self: Fields = {
    text(key) {
      const text = get(key);
      return text === null || typeof text === 'string' ? text : fault(key, `a text is expected, put «${String(text)}» in quotes`);
    },
    number(key) {
      const number = get(key);
      return number === null || typeof number === 'number' ? number : fault(key, 'a number is expected');
    },
    texts: (key) => listed(key).map((each) => (typeof each === 'string' ? each : fault(key, `${String(each)} is not in quotes`))),
    given: (key) => self.text(key) ?? self.missing(key),
    part: (key) => inside(key, get(key) ?? {}),
    list: (key) => listed(key).map((each, index) => inside(`${key} ${index + 1}`, each)),
    mixed: (key) => listed(key).map((each, index) => (typeof each === 'string' ? each : inside(`${key} ${index + 1}`, each))),
    entries: (key) => Object.entries(mappingOr(get(key))).map(([name, each]) => [name, inside(name, each)] as const),
    keys: () => Object.keys(value),
    missing: (key) => fault(key, 'is missing'),
    nothingElse() {
      const stranger = Object.keys(value).find((key) => !asked.has(key));
      if (stranger) fault(stranger, `is not known; known: ${[...asked].sort().join(', ')}`);
    },
    whole(made) {
      self.nothingElse();
      return made;
    },
  };
  return self;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mappingOr(value: unknown): Readonly<Record<string, unknown>> {
  return isMapping(value) ? value : {};
}
