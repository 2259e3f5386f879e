/** The real office over a database, without entrances: for tests and measurements of the intake. Mail goes nowhere. */
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { type House, house } from '../../src/house.ts';
import type { HousePorts } from '../../src/house-ports.ts';
import { composer } from '../../src/mail/compose-mail.ts';
import type { Mailer } from '../../src/office/ports/mail.ts';
import { openStore, type Store } from '../../src/open-store.ts';
import { packageRoot } from '../../src/root.ts';
import { loadTexts } from '../../src/texts/texts.ts';
import { type Toolbox, toolbox } from '../../src/toolbox.ts';

export interface IntakeHouse extends House {
  readonly store: Store;
  readonly tools: Toolbox;
  stop(): Promise<void>;
}

const nowhere: Mailer = {
  compose: composer('kanc@tbek.example'),
  send: async () => ({ response: '250 not sent', refused: [] }),
  status: () => ({ kind: 'outbox', error: null }),
};

export async function intakeHouse(
  uri: string,
  change: (ports: HousePorts) => HousePorts = (ports) => ports,
): Promise<IntakeHouse> {
  const config = readConfig({ OWN_DOMAINS: 'tbek.example' });
  const tools = await toolbox(config);
  const store = await openStore(uri, tools.standard, config.limits);
  const ports: HousePorts = {
    ...tools,
    ...store,
    texts: loadTexts(join(packageRoot, 'templates')),
    mailer: nowhere,
    clock: { now: () => new Date() },
    health: async () => {
      throw new Error('this house has no health page');
    },
    config,
    publicUrl: 'http://localhost',
    log: (line) => console.error(line),
  };
  const built = house(change(ports));
  return {
    ...built,
    store,
    tools,
    async stop() {
      await built.stop();
      await store.close();
      await tools.stop();
    },
  };
}
