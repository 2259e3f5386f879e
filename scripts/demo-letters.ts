/**
 * One letter of each outcome, as it would leave the house, and what goes with letters: `npm run demo:letter [FOLDER]`.
 * Everything in them is fictional; the key of the electronic signature is made for the occasion and thrown away.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import forge from 'node-forge';
import { fullName, signatureName } from '../src/domain/person.ts';
import { checkMark } from '../src/office/check-reply.ts';
import type { LetterSheet } from '../src/office/ports/paper.ts';
import { sampleData, sampleLetter } from '../src/office/sample-letter.ts';
import { sheetBlocks } from '../src/office/sheet-body.ts';
import { keyFolder } from '../src/paper/key-folder.ts';
import { paperPrinter } from '../src/paper/printer.ts';
import { loadLetterhead } from '../src/paper/stationery.ts';
import { loadStandard } from '../src/standard/load.ts';
import { loadStaff } from '../src/standard/staff.ts';
import { loadTexts } from '../src/texts/texts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, 'data', 'demo-letters'));
mkdirSync(folder, { recursive: true });

const standard = loadStandard(join(root, 'workflows'));
const staff = loadStaff(join(root, 'workflows'));
const texts = loadTexts(join(root, 'templates'));
const letterhead = loadLetterhead(join(root, 'templates', 'letterhead.yaml'));
const printer = paperPrinter({ letterhead });
const person = (login: string) => {
  const found = staff.find((each) => each.login === login);
  if (!found) throw new Error(`${login} is not among the sample staff`);
  return found;
};
const [executor, signatory] = [person('testov'), person('podpisantov')];
const letter = sampleLetter(standard);
const [data = {}] = sampleData(standard, staff, executor, 'https://www.tbek.example');
const at = new Date('2026-11-23T09:30:00Z');

const FILLED: LetterSheet['text'] = [
  'По показаниям прибора учёта № 1023 начисления за сентябрь и октябрь 2026 г. пересчитаны:',
  {
    table: {
      header: ['Период', 'Начислено, кВт·ч', 'По прибору, кВт·ч', 'К возврату, руб.'],
      rows: [
        ['Сентябрь 2026 г.', '12 480', '10 915', '11 268,00'],
        ['Октябрь 2026 г.', '12 480', '11 302', '8 481,60'],
        ['Итого', '24 960', '22 217', '19 749,60'],
      ],
    },
  },
  'Чтобы получить эту сумму на расчётный счёт, просим:',
  { list: ['прислать заявление в свободной форме;', 'указать в нём реквизиты счёта.'] },
];

/** What stands in the place of «[… дата]». */
const SAID: Readonly<Record<string, string>> = {
  дата: '30.11.2026',
  номер: '1023',
  сумма: '12\u00a0480,00',
  период: 'сентябрь–октябрь 2026 года',
  'где лежит счёт': 'в личном кабинете',
  объекты: 'склад и мастерская на ул. Складской',
  причина: 'неоплата счёта за сентябрь',
  условие: 'оплатить счёт или согласовать график погашения',
  'что меняется': 'порядок передачи показаний',
  'какая цена': 'цена электрической энергии для объектов до 670 кВт',
  'новое значение': '6,12 руб. за кВт·ч',
  'прежнее значение': '5,98 руб. за кВт·ч',
  основание: 'решение органа регулирования',
};

let running = 1846;
for (const id of texts.sources().keys()) keep(id, await printer.letterhead(sheetOf(id)));

const answer = sheetOf('answer-generic');
keep('form-longitudinal', await printer.letterhead({ ...answer, form: 'longitudinal' }));
for (const office of Object.keys(letterhead.offices)) {
  keep(`office-${office}`, await printer.letterhead({ ...answer, office }));
}
const signed = await signedElectronically(answer);
keep('signed-electronically', signed);
keep('scan-copy', await printer.scanCopy(signed, { title: 'Скан-копия', created: at }));
const { company } = standard.organisation;
for (const format of ['E65', 'C5', 'C4'] as const) {
  keep(`envelope-${format}`, await printer.envelope([company.shortName, company.address], answer.addressee, format));
}
const rows = Array.from({ length: 12 }, (_, n) => ({
  outgoingNumber: `ЦО-И-2026/${String(1846 + n).padStart(6, '0')}`,
  to: answer.addressee[0] ?? '',
  address: 'ул. Складская, д. 7, г. Таёжноборск, 000107',
  trackingNumber: n % 3 ? `0001001100${String(4200 + n)}` : null,
}));
keep('post-register', await printer.postRegister('2026-11-23', rows));
console.log(folder);

function sheetOf(id: string): LetterSheet {
  const { title, text, enclosures } = texts.letter(id, data);
  running += 1;
  const outgoingNumber = `ЦО-И-2026/${String(running).padStart(6, '0')}`;
  const { addressee, salutation } = data as { addressee: readonly string[]; salutation: string };
  const reply = { id: `reply-${running}`, outgoingNumber } as Parameters<typeof checkMark>[2];
  const position = signatory.position.charAt(0).toUpperCase() + signatory.position.slice(1);
  return {
    date: '23.11.2026',
    number: outgoingNumber,
    ref: { number: letter.number, date: '23.11.2026' },
    addressee,
    title,
    salutation,
    text: text.flatMap((paragraph) => (/^\[[.…]+\]$/.test(paragraph) ? FILLED : sheetBlocks([filled(paragraph)]))),
    enclosure: enclosures,
    signer: { position, name: signatureName(signatory) },
    executor: { name: fullName(executor), phone: executor.phone, email: executor.email },
    check: checkMark('https://www.tbek.example', letter, reply),
  };
}

/** What an executor writes in the place of «[…]» or «[… дата]». */
function filled(paragraph: string): string {
  return paragraph.replace(/\[…\s*([^\]]*)\]/g, (_, hint: string) => SAID[hint] ?? 'по данным учёта расхождений нет');
}

function keep(name: string, pdf: Buffer): void {
  writeFileSync(join(folder, `${name}.pdf`), pdf);
}

async function signedElectronically(sheet: LetterSheet): Promise<Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'demo-key-'));
  try {
    writeFileSync(join(dir, `${signatory.login}.p12`), demoKey(fullName(signatory)));
    writeFileSync(join(dir, `${signatory.login}.password`), 'demo');
    const signer = keyFolder({ dir });
    const certificate = await signer.certificate(signatory.login, at);
    if (!certificate) throw new Error('the key was not found');
    const mark = { serial: certificate.serial, owner: certificate.owner, from: '14.01.2026', to: '14.04.2027', at };
    return await signer.sign(await printer.letterhead({ ...sheet, mark }), signatory.login, at);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A key that nobody trusts. */
function demoKey(owner: string): Buffer {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = '01d8a4c7e0b25f9000';
  certificate.validity.notBefore = new Date('2026-01-14T00:00:00Z');
  certificate.validity.notAfter = new Date('2027-04-14T00:00:00Z');
  const name = [{ name: 'commonName', value: owner, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  const p12 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate], 'demo');
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'binary');
}
