import { describe, expect, it } from '@jest/globals';
import { mailPage } from '../../../src/web/mail-page.ts';

const LABELS = { quoted: 'Показать цитируемое', forwarded: 'Пересланное', signature: 'Подпись' };
const OWN = '<p>Прошу ускорить перерасчёт.</p>';

/** What a reader sees before he unfolds anything. */
function seen(html: string): string {
  const page = mailPage(html, LABELS).replace(/<title>.*?<\/style>/, '');
  return page
    .replace(/<details[^>]*>(<summary>.*?<\/summary>)[\s\S]*?<\/details>/g, ' [$1] ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the mail as its sender saw it', () => {
  it.each([
    [
      'Thunderbird',
      `${OWN}<div class="moz-cite-prefix">10.03.2026 12:00, Канцелярия пишет:</div><blockquote type="cite">Ваше обращение</blockquote>`,
      '10.03.2026 12:00, Канцелярия пишет: [ Показать цитируемое ]',
    ],
    [
      'Gmail',
      `<div>${OWN}</div><div class="gmail_quote"><div class="gmail_attr">вт, 10 мар.</div><blockquote class="gmail_quote">Ваше обращение</blockquote></div>`,
      '[ Показать цитируемое ]',
    ],
    [
      'Outlook',
      `<div class="WordSection1">${OWN}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>От:</b> Канцелярия</p></div></div><p>Ваше обращение</p></div>`,
      '[ Показать цитируемое ]',
    ],
    [
      'Outlook on the web',
      `<div>${OWN}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Chancery</div><div>Your letter</div>`,
      '[ Показать цитируемое ]',
    ],
    [
      'Mail.ru',
      `${OWN}<div data-signature-widget="container">С уважением, Иванов</div><blockquote style="border-left:1px solid #0857A6">Вторник, 10 марта<div>Ваше обращение</div></blockquote>`,
      '[ Подпись ] [ Показать цитируемое ]',
    ],
    [
      'two answers between two quotations',
      `<blockquote>Какой договор?</blockquote>${OWN}<blockquote>Какой адрес?</blockquote>`,
      null,
    ],
  ])('8.4: folds what is quoted, and signatures, as %s marks them', (_, html, below) => {
    expect(seen(html)).toBe(
      below === null
        ? '[ Показать цитируемое ] Прошу ускорить перерасчёт. [ Показать цитируемое ]'
        : `Прошу ускорить перерасчёт. ${below}`,
    );
  });

  it.each([
    ['a forwarded complaint', `${OWN}<div class="gmail_quote">---------- Forwarded message ---------<br>Нет света.</div>`],
    ['a mail that is all quotation', '<blockquote>Нет света с 10 марта.</blockquote>'],
    ['an indented paragraph', `${OWN}<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Нет света.</blockquote>`],
  ])('folds nothing that has to be read: %s', (_, html) => {
    expect(mailPage(html, LABELS)).not.toContain('<details');
  });

  it('runs and loads nothing of a stranger, also inside what is folded', () => {
    const page = mailPage(
      `${OWN}<blockquote onclick="x()">a<script>x()</script><img src="https://x.example/p.png"><details open data-layer="quoted">b</blockquote>`,
      LABELS,
    );
    expect(page).not.toMatch(/script|onclick|x\.example|details open/);
    expect(page.match(/<details/g)).toHaveLength(page.match(/<\/details>/g)?.length ?? 0);
  });
});
