import type { Engine } from './engine.ts';
import { apply } from './modify.ts';
import { sweep } from './sweep.ts';

/** TTL indexes: deletes what is past its time, found by the index itself. */
export async function expire(engine: Engine, now = Date.now()): Promise<number> {
  let deleted = 0;
  for (const { ns, indexes } of engine.catalog.all()) {
    for (const { name, fields, expireAfterSeconds, ready } of indexes) {
      const [field] = fields;
      if (expireAfterSeconds === null || !field || !ready) continue;
      const filter = { [field.name]: { $lt: new Date(now - expireAfterSeconds * 1000) } };
      deleted += (await apply(engine, ns, { filter, change: null, multi: true, upsert: false, hint: name })).modified;
    }
  }
  return deleted;
}

/** What a kill left half done: an index that was being built (nobody was told that it is there), rubbish. */
export async function tidy(engine: Engine): Promise<void> {
  await engine.store.write(() => {
    for (const collection of engine.catalog.all()) {
      for (const index of collection.indexes) if (!index.ready) engine.catalog.dropIndex(collection, index);
    }
  });
  await sweep(engine);
}
