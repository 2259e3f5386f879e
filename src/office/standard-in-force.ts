/** The Standard that everybody holds, and that a published rule changes under their hands: between two steps, never within one. */
import type { Standard } from '../domain/standard.ts';

export interface StandardInForce {
  /** Reads like any Standard; what is read is that in force now. */
  readonly standard: Standard;
  replace(next: Standard): void;
}

export function standardInForce(shipped: Standard): StandardInForce {
  let now = shipped;
  const standard = new Proxy({} as Standard, {
    get: (_, name) => Reflect.get(now, name),
    has: (_, name) => Reflect.has(now, name),
    ownKeys: () => Reflect.ownKeys(now),
    getOwnPropertyDescriptor: (_, name) => {
      const found = Reflect.getOwnPropertyDescriptor(now, name);
      return found && { ...found, configurable: true };
    },
    set: () => false,
    deleteProperty: () => false,
  });
  return {
    standard,
    replace(next) {
      now = next;
    },
  };
}
