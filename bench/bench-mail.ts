/** TRUSTED_AUTHSERV of an engine that takes these mails. */
export const AUTHSERV = 'mx.tbek.example';

/** A business letter of some 5 KB, another one for each number: multipart/alternative as mail programs write it. */
export function benchMail(n: number): string {
  const paragraph = (k: number) =>
    `По договору энергоснабжения № ${1000 + (n % 500)} просим разъяснить начисление ${k} за октябрь 2026 года: по прибору учёта № ${300_000 + n} расход составил ${1000 + n + k} кВт·ч.`;
  const lines = Array.from({ length: 8 }, (_, k) => paragraph(k));
  const plain = Buffer.from(
    `Добрый день!\r\n\r\n${lines.join('\r\n\r\n')}\r\n\r\nС уважением, отдел снабжения, тел. 8 (000) 000-00-00`,
  );
  const html = Buffer.from(
    `<html><body><p>Добрый день!</p>${lines
      .slice(0, 3)
      .map((line) => `<p>${line}</p>`)
      .join('')}</body></html>`,
  );
  return [
    // By the word of our own server: a look-up in the net is not what is measured
    `Authentication-Results: ${AUTHSERV}; spf=pass; dkim=none; dmarc=none`,
    'Received: from mail.primer.example (mail.primer.example [192.0.2.1]) by mx.tbek.example; Mon, 23 Nov 2026 09:00:00 +0500',
    `From: =?utf-8?B?${Buffer.from('ООО «Пример-Снаб»').toString('base64')}?= <snab${n % 97}@primer.example>`,
    'To: kanc@tbek.example',
    `Subject: =?utf-8?B?${Buffer.from(`Начисления за октябрь, запрос ${n}`).toString('base64')}?=`,
    `Message-ID: <bench-${n}@primer.example>`,
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    folded(plain),
    '--b1',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    folded(html),
    '--b1--',
    '',
  ].join('\r\n');
}

function folded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
}
