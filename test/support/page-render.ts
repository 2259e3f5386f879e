/** The screens' templates with the house's own engine, without letters and mails. */
import { readdirSync, readFileSync } from 'node:fs';
import { templateEngine } from '../../src/texts/engine.ts';
import { fromRoot } from '../../src/web/root.ts';

export function pageRender(): (id: string, data: object) => string {
  const engine = templateEngine();
  const made = new Map<string, (data: object) => string>();
  for (const folder of ['layout', 'parts', 'screens']) {
    for (const name of readdirSync(fromRoot(`templates/${folder}`)).filter((each) => each.endsWith('.hbs'))) {
      const id = `${folder}/${name.replace(/\.hbs$/, '')}`;
      const render = engine.compile(readFileSync(fromRoot(`templates/${folder}/${name}`), 'utf8'), {
        file: `${folder}/${name}`,
        html: true,
      });
      made.set(id, render);
      if (folder !== 'screens') engine.partial(id, render);
    }
  }
  const missing = engine.missingPartials();
  if (missing.length > 0) throw new Error(missing.join('\n'));
  return (id, data) => {
    const render = made.get(id);
    if (!render) throw new Error(`there is no template ${id}`);
    return render(data);
  };
}
