/** Writes workflows/README.md and workflows/schema.json from the Standard: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { derivatives } from '../src/standard/derivatives.ts';
import { loadStandard } from '../src/standard/load.ts';

const workflows = fileURLToPath(new URL('../workflows', import.meta.url));

for (const [name, content] of Object.entries(derivatives(loadStandard(workflows)))) {
  writeFileSync(join(workflows, name), content);
  console.log(`workflows/${name}`);
}
