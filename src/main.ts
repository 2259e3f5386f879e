/** `npm start`: reads the configuration, starts the engine, says where everything is, stops on a signal. */
import { compose, StartRefused } from './compose.ts';
import { readConfig } from './config.ts';

const demo = process.argv.includes('--demo');

try {
  const engine = await compose(readConfig(), { demo });
  for (const line of await engine.start()) console.log(line);
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Останавливаюсь…');
    engine.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  fail(error);
}

/** What a person can mend gets one sentence; a bug shows its stack. */
function fail(error: unknown): never {
  const known = error instanceof StartRefused;
  console.error(known ? error.message : error);
  process.exit(1);
}
