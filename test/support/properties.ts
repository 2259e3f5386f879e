import fc from 'fast-check';

/**
 * One seed for every property, so that a run of the tests says the same twice; looking for new counterexamples is a run of its own:
 * `FC_SEED=random FC_TIMES=50 npm test`.
 */
const { FC_SEED = '20260112', FC_TIMES = '1' } = process.env;

/** jest's setup: the seed of every property in this file. */
fc.configureGlobal(FC_SEED === 'random' ? {} : { seed: Number(FC_SEED) });

/** How many cases a property tries. */
export const runs = (count: number): number => count * Number(FC_TIMES);
