/** The generated files of workflows/: what `npm run docs` writes and a test holds them to. */
import type { Standard } from '../domain/standard.ts';
import { describe, markdown } from './describe.ts';
import { editorSchema } from './schema.ts';

/** File name → content. */
export function derivatives(standard: Standard): Readonly<Record<string, string>> {
  return {
    'README.md': `${HEAD}\n\n${markdown(describe(standard))}\n`,
    'schema.json': `${JSON.stringify(editorSchema(), null, 2)}\n`,
  };
}

const HEAD = `# Регламент

Эта страница составлена по файлам рядом с ней (\`npm run docs\`); правьте их, а не её. Программа читает их при запуске и
не начинает работу, пока в них есть неточности: \`node dist/cli.js standard\` покажет каждую с файлом, строкой и столбцом.

| Файл | О чём |
| --- | --- |
| letter.yaml | состояния и шаги обращения |
| grounds.yaml | пять оснований пп. 8.2.6–8.2.10 |
| routing.yaml | в какое подразделение направить |
| terms.yaml, calendar/ | сроки и рабочие дни |
| signing.yaml | кто подписывает и чьи нужны визы |
| numbering.yaml, dossiers.yaml | номера и номенклатура дел |
| organisation.yaml, sample-staff.yaml | офисы, подразделения, вымышленные сотрудники |
| clauses.yaml | пункты Стандарта, на которые ссылаются правила |
| lexicon/ | слова для поиска оснований |
| schema.json | подсказки редактору |`;
