/** `npm start`: reads the configuration, starts the engine, says where everything is, stops on a signal. */
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { StartRefused } from './refused.ts';
import { keepHeapSmall } from './small-heap.ts';

/** What a person can mend gets one sentence; a bug shows its stack. */
function fail(error: unknown): never {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}

function configuration() {
  try {
    return readConfig();
  } catch (error) {
    throw new StartRefused(`Настройки не подходят:\n${error instanceof Error ? error.message : String(error)}`);
  }
}

keepHeapSmall();
let stopping = false;
try {
  const engine = await compose(configuration(), { demo: process.argv.includes('--demo') });
  for (const line of engine.welcome) console.log(line);
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Останавливаюсь…');
    engine.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  fail(error);
}
