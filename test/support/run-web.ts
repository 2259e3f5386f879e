/** The screens over the sample letters: `npx tsx test/support/run-web.ts [port]`. Log in as zhurnalova, chancery-demo. */
import sharp from 'sharp';
import { readMultipart } from '../../src/api/multipart.ts';
import { apiRoutes } from '../../src/api/routes.ts';
import { limits } from '../../src/config.ts';
import type { DraftFields } from '../../src/domain/command.ts';
import type { Letter } from '../../src/domain/letter.ts';
import { fullName, shortName, signatureName } from '../../src/domain/person.ts';
import { letterheadPrinter } from '../../src/paper/letterhead.ts';
import { previewPages } from '../../src/paper/preview.ts';
import { loadLetterhead } from '../../src/paper/stationery.ts';
import { loadStandard } from '../../src/standard/load.ts';
import { loadStaff } from '../../src/standard/staff.ts';
import { fromRoot } from '../../src/web/root.ts';
import { webServer } from '../../src/web/server.ts';
import { sessionReader } from '../../src/web/session.ts';
import { fakeOffice, PASSWORD } from './fake-office.ts';
import { pageRender } from './page-render.ts';
import { SAMPLE_NOW, sampleLetters } from './sample-letters.ts';

const standard = loadStandard(fromRoot('workflows'));
const staff = loadStaff(fromRoot('workflows'));
const started = Date.now();
const clock = { now: () => new Date(SAMPLE_NOW.getTime() + Date.now() - started) };
const printer = letterheadPrinter({ letterhead: loadLetterhead(fromRoot('templates/letterhead.yaml')) });

const letterhead = (sheet: Parameters<typeof printer.letterhead>[0]) => printer.letterhead(sheet);
const office = fakeOffice({ standard, staff, now: clock.now, print, page: scan, letterhead });
sampleLetters(office, staff);
if (process.argv.includes('--empty')) office.letters.clear();
const log = (message: string, details: object) => console.error(message, details);
const api = apiRoutes({
  office,
  config: { apiToken: 'sample-token-sample-token', limits },
  clock,
  sessionOf: sessionReader(office),
  log,
});
const demo = ['zhurnalova', 'obraztsova', 'testov', 'podpisantov', 'pravilov', 'kontroleva'].flatMap((login) => {
  const person = staff.find((each) => each.login === login);
  return person ? [{ login, who: `${shortName(person)}, ${person.position}`, password: PASSWORD }] : [];
});
const app = webServer({
  office,
  config: { publicUrl: null, demo, limits },
  render: (id, data) => pageRender()(id, data),
  clock,
  rasterise: (pdf) => previewPages(pdf, limits.childMs),
  readUpload: (request) => readMultipart(request, limits),
  api,
  log,
});
const port = Number(process.argv[2] ?? 3100);
app.listen(port, () => console.log(`http://127.0.0.1:${port}`));

async function print({ card, executor }: Letter, draft: object): Promise<Buffer> {
  const fields = draft as DraftFields & { outgoingNumber?: string | null; signedOn?: string | null };
  const signer = staff.find(({ id }) => id === fields.signatory);
  const worker = staff.find(({ id }) => id === executor) ?? staff[0];
  return printer.letterhead({
    date: fields.signedOn ?? null,
    number: fields.outgoingNumber ?? null,
    ref: card.customerRef && { number: card.customerRef.number, date: card.customerRef.on },
    addressee: fields.addressee,
    title: fields.title,
    salutation: fields.salutation,
    text: fields.text,
    enclosure: fields.enclosures,
    signer: { position: signer?.position ?? '', name: signer ? signatureName(signer) : '' },
    executor: { name: worker ? fullName(worker) : '', phone: worker?.phone ?? '' },
  });
}

/** A scan as the sample clerk's scanner makes them: grey, a little askew. */
async function scan({ text }: Letter, _original: number, page: number): Promise<Buffer> {
  const lines = text.match(/.{1,46}(?:\s|$)/g) ?? [];
  const body = lines.map(
    (line, index) =>
      `<text x="90" y="${160 + index * 34}" font-family="PT Serif, serif" font-size="24" fill="#333">${line.replace(/[<&]/g, '')}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="840" height="620"><rect width="840" height="620" fill="#f3f1ea"/><g transform="rotate(-0.6)"><text x="600" y="80" font-size="18" fill="#777">лист ${page + 1}</text>${body.join('')}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
