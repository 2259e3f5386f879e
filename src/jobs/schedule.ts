/** Runs the rounds over Agenda: its locks let several engines share one database. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import type { Round } from './rounds.ts';

export interface Schedule {
  stop(): Promise<void>;
}

export async function schedule(db: Db, rounds: readonly Round[], log: (message: string) => void): Promise<Schedule> {
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: db, collection: 'jobs' }), processEvery: 1000 });
  agenda.on('error', (error: Error) => log(`jobs: ${error.message}`));
  agenda.on('fail', (error: Error, job: { attrs: { name: string } }) => log(`job ${job.attrs.name}: ${error.message}`));
  for (const { name, run } of rounds) agenda.define(name, () => run(), { lockLifetime: 120_000 });
  await agenda.start();
  for (const { name, every } of rounds) await agenda.every(`${every} seconds`, name);
  return { stop: () => agenda.stop(false) };
}
