import { MongoBackend } from '@agendajs/mongo-backend';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agenda } from 'agenda';
import mongoose from 'mongoose';
import { type Embedded, startEmbedded } from '../../src/embedded-mongo/supervise.ts';
import { newFolder, removeFolder } from './embedded-mongo.support.ts';

describe('mongoose and Agenda do not notice that it is not mongod', () => {
  let folder: string;
  let server: Embedded;
  let connection: mongoose.Connection;

  beforeAll(async () => {
    folder = newFolder();
    server = await startEmbedded({ path: folder });
    connection = await mongoose.createConnection(`${server.uri}office`).asPromise();
  });
  afterAll(async () => {
    await connection.close();
    await server.stop();
    removeFolder(folder);
  });

  it('a document with subdocuments is saved by revision; of two hands the later learns of it', async () => {
    const schema = new mongoose.Schema(
      { number: { type: String, unique: true }, history: [{ type: { type: String }, on: Date }] },
      { optimisticConcurrency: true, timestamps: true },
    );
    const Letter = connection.model('Letter', schema);
    await Letter.init();
    const created = await Letter.create({ number: 'ЦО-1', history: [{ type: 'registered', on: new Date(0) }] });
    const [one, two] = await Promise.all([Letter.findById(created._id).orFail(), Letter.findById(created._id).orFail()]);
    one.history.push({ type: 'assigned', on: new Date(1) });
    await one.save();
    two.history.push({ type: 'refused', on: new Date(2) });
    await expect(two.save()).rejects.toMatchObject({ name: 'VersionError' });
    expect((await Letter.findOne({ 'history.type': 'assigned' }).lean())?.history.map(({ type }) => type)).toEqual([
      'registered',
      'assigned',
    ]);
    await expect(Letter.create({ number: 'ЦО-1' })).rejects.toMatchObject({ code: 11000, keyValue: { number: 'ЦО-1' } });
    await Letter.syncIndexes();
    expect(await Letter.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });

  it('discriminators, populate, bulkWrite, cursors and maps', async () => {
    const Person = connection.model('Person', new mongoose.Schema({ name: String, contacts: { type: Map, of: String } }));
    const Event = connection.model(
      'Event',
      new mongoose.Schema({ by: { type: 'ObjectId', ref: 'Person' } }, { discriminatorKey: 'kind' }),
    );
    const Note = Event.discriminator('Note', new mongoose.Schema({ text: String }));
    const anna = await Person.create({ name: 'Анна', contacts: { mail: 'anna@tbek.example' } });
    await Note.create({ by: anna._id, text: 'проверить' });
    await Event.create({ by: anna._id });
    const [note] = await Note.find().populate<{ by: { name: string; contacts: Map<string, string> } }>('by');
    expect(note?.by.name).toBe('Анна');
    expect(note?.by.contacts.get('mail')).toBe('anna@tbek.example');
    const result = await Note.bulkWrite([
      { insertOne: { document: { text: 'два' } as never } },
      { updateMany: { filter: {}, update: { $set: { text: 'три' } } as never } },
      { deleteOne: { filter: { by: null } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 2, deletedCount: 1 });
    const texts: unknown[] = [];
    for await (const each of Event.find().sort('_id').cursor()) texts.push(each.get('kind'));
    expect(texts).toEqual(['Note', undefined]);
  });

  it('two Agenda workers share the jobs: each is run once, repeated ones again', async () => {
    const runs: unknown[] = [];
    // Long enough for a busy machine: a lock that ran out is taken by the other, and rightly. Agenda keeps a timer of half this time for each job that ran
    const brief = { lockLifetime: 12_000 };
    const workers = ['one', 'two'].map((name) => {
      const agenda = new Agenda({
        name,
        processEvery: 100,
        backend: new MongoBackend({ mongo: connection.getClient().db('jobs') as never, collection: 'jobs' }),
      });
      agenda.define(
        'work',
        async (job: { attrs: { data: unknown } }) => {
          runs.push((job.attrs.data as { n: number }).n);
        },
        brief,
      );
      agenda.define(
        'round',
        async () => {
          runs.push('round');
        },
        brief,
      );
      return agenda;
    });
    const [first] = workers;
    for (const each of workers) await each.start();
    for (let n = 0; n < 20; n++) await first?.now('work', { n });
    await first?.every('1 second', 'round');
    const deadline = Date.now() + 20_000;
    const rounds = () => runs.filter((each) => each === 'round').length;
    while (Date.now() < deadline && (runs.length - rounds() < 20 || rounds() < 2))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await first?.cancel({ name: 'round' });
    for (const each of workers) await each.drain();
    await new Promise((resolve) => setTimeout(resolve, brief.lockLifetime / 2));
    expect(runs.filter((each) => each !== 'round').sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
    expect(rounds()).toBeGreaterThanOrEqual(2);
  });
});
