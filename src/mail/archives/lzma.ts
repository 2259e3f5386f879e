/** Unpacks raw LZMA (the format of Igor Pavlov's LZMA SDK, public domain): a 7z packs its list of contents so. Small things only. */
import { Buffer } from 'node:buffer';

const TOP = 2 ** 24;
const BITS = 11;
const HALF = 1 << (BITS - 1);
const MOVE = 5;

/** `properties` are the five bytes of the coder. @throws RangeError on data that are none */
export function unpackLzma(properties: Buffer, packed: Buffer, size: number): Buffer {
  const first = properties.readUInt8(0);
  const lc = first % 9;
  const lp = Math.floor(first / 9) % 5;
  const pb = Math.floor(first / 45);
  if (pb > 4 || size > 2 ** 24) throw new RangeError('not LZMA');
  const coder = rangeDecoder(packed);
  const out = Buffer.alloc(size);
  const literals = probabilities(0x300 << (lc + lp));
  const [isMatch, isRep, isRep0, isRep1, isRep2, isRep0Long] = [192, 12, 12, 12, 12, 192].map(probabilities) as Six;
  const slots = Array.from({ length: 4 }, () => probabilities(64));
  const special = probabilities(128);
  const align = probabilities(16);
  const lengths = lengthDecoder(coder);
  const repeats = lengthDecoder(coder);
  const reps: [number, number, number, number] = [0, 0, 0, 0];
  let state = 0;
  let at = 0;

  while (at < size) {
    const place = at & ((1 << pb) - 1);
    if (coder.bit(isMatch, state * 16 + place) === 0) {
      literal();
      continue;
    }
    let length: number;
    if (coder.bit(isRep, state) === 0) {
      reps.splice(1, 3, reps[0], reps[1], reps[2]);
      length = lengths(place);
      state = state < 7 ? 7 : 10;
      reps[0] = distance(length);
      if (reps[0] === 0xffffffff) return out.subarray(0, at);
    } else {
      if (coder.bit(isRep0, state) === 0) {
        if (coder.bit(isRep0Long, state * 16 + place) === 0) {
          state = state < 7 ? 9 : 11;
          copy(1);
          continue;
        }
      } else reuse();
      length = repeats(place);
      state = state < 7 ? 8 : 11;
    }
    copy(length);
  }
  return out;

  function literal(): void {
    const previous = at > 0 ? (out[at - 1] ?? 0) : 0;
    const base = 0x300 * (((at & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) {
      let match = out[at - reps[0] - 1] ?? 0;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = coder.bit(literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | coder.bit(literals, base + symbol);
    out[at++] = symbol & 255;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  /** The second, third or fourth last distance comes to the front. */
  function reuse(): void {
    const index = coder.bit(isRep1, state) === 0 ? 1 : 2 + coder.bit(isRep2, state);
    const [chosen = 0] = reps.splice(index, 1);
    reps.unshift(chosen);
  }

  function distance(length: number): number {
    const slot = coder.tree(slots[Math.min(length - 2, 3)] ?? special, 6);
    if (slot < 4) return slot;
    const direct = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** direct;
    if (slot < 14) return base + coder.reverse(special, base - slot, direct);
    return base + coder.direct(direct - 4) * 16 + coder.reverse(align, 0, 4);
  }

  function copy(length: number): void {
    const from = at - reps[0] - 1;
    if (from < 0) throw new RangeError('not LZMA');
    for (let each = 0; each < length && at < size; each++) out[at++] = out[from + each] ?? 0;
  }
}

type Six = [Uint16Array, Uint16Array, Uint16Array, Uint16Array, Uint16Array, Uint16Array];
type Coder = ReturnType<typeof rangeDecoder>;

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

function lengthDecoder(coder: Coder): (place: number) => number {
  const choice = probabilities(2);
  const low = Array.from({ length: 16 }, () => probabilities(8));
  const middle = Array.from({ length: 16 }, () => probabilities(8));
  const high = probabilities(256);
  return (place) => {
    if (coder.bit(choice, 0) === 0) return 2 + coder.tree(low[place] ?? high, 3);
    if (coder.bit(choice, 1) === 0) return 10 + coder.tree(middle[place] ?? high, 3);
    return 18 + coder.tree(high, 8);
  };
}

function rangeDecoder(packed: Buffer) {
  let range = 0xffffffff;
  let code = packed.readUInt32BE(1);
  let at = 5;

  function normalise(): void {
    if (range >= TOP) return;
    if (at > packed.length + 4) throw new RangeError('LZMA is cut short');
    range = (range << 8) >>> 0;
    code = ((code << 8) | (packed[at++] ?? 0)) >>> 0;
  }

  function bit(model: Uint16Array, index: number): number {
    const probability = model[index] ?? HALF;
    const bound = (range >>> BITS) * probability;
    const one = code >= bound;
    if (one) {
      model[index] = probability - (probability >> MOVE);
      range -= bound;
      code -= bound;
    } else {
      model[index] = probability + ((2 ** BITS - probability) >> MOVE);
      range = bound;
    }
    normalise();
    return one ? 1 : 0;
  }

  return {
    bit,
    tree(model: Uint16Array, bits: number): number {
      let symbol = 1;
      for (let each = 0; each < bits; each++) symbol = (symbol << 1) | bit(model, symbol);
      return symbol - (1 << bits);
    },
    /** The lowest bit first. */
    reverse(model: Uint16Array, base: number, bits: number): number {
      let symbol = 1;
      let value = 0;
      for (let each = 0; each < bits; each++) {
        const one = bit(model, base + symbol);
        symbol = (symbol << 1) | one;
        value += one * 2 ** each;
      }
      return value;
    },
    direct(bits: number): number {
      let value = 0;
      for (let each = 0; each < bits; each++) {
        range = range >>> 1;
        const one = code >= range ? 1 : 0;
        if (one) code -= range;
        normalise();
        value = value * 2 + one;
      }
      return value;
    },
  };
}
