import { describe, expect, it } from '@jest/globals';
import { examine, grounds } from './at-hand.ts';

describe('abuse and threats, cl. 8.2.6', () => {
  it.each([
    ['plain', 'Какого хуя такой счёт'],
    ['Latin look-alikes', 'Нaхyй мне такой счёт'],
    ['transliterated', 'da poshli vy nahuj s vashim schetom'],
    ['digits', '3аебали ваши отключения'],
    ['stars', 'п***ц какой-то, третий день без света'],
    ['a sign inside', 'бл@ть, верните деньги'],
    ['dots', 'пошли на х..й'],
    ['letters apart', 'Х у й вам, а не оплата'],
    ['letters apart by dots', 'верните свет, с.у.к.и'],
    ['a soft hyphen', 'х\u00adуй вам'],
    ['a zero-width space', 'пизд\u200bец со светом'],
    ['a word broken at the line end', 'это же пиз-\nдец какой-то'],
    ['full-width letters', 'ｅбаный счётчик'],
    ['repeated letters', 'пиииздец со светом'],
    ['pieces', 'это пиз дец'],
  ])('obscenity is seen through its disguise: %s', (_, text) => {
    expect(grounds(text)).toContain('abuse/obscenity');
  });

  it.each([
    'Потребление выросло, сотрудник оскорблял нас, верните переплату в рублях.',
    'Просим застраховать щитовую и употребить меры; учебный корпус обесточен.',
    'Упавший на провод сук и сучья деревьев мешают проезду, суки тополя обрезать.',
    'EBITDA и ebay к договору отношения не имеют, Херсон и мандат тоже.',
    'Это безобразие, хамство и обман, вы за это ответите, пойдём в прокуратуру, ФАС и СМИ.',
    'Оскорбительное отношение персонала недопустимо.',
    'Угроза обрыва провода: человека убьёт током, взрывоопасно.',
    'Надо повесить счётчик и табличку «Не влезай, убьёт».',
    'Разорву с вами договор и завалю вас исками, уничтожу вас в суде.',
    'Не считайте нас за идиотов. Мы что, дураки, платить дважды?',
    'Мастер Козлов и директор Баранов обещали приехать.',
    'На ферме скотина и свиньи без воды.',
    'Сломаю ногу на ваших ступенях, и вы будете виноваты.',
    'Идиотская система и дурацкие правила, чёрт знает что.',
    'Оператор ответила: «пошёл на хуй», прошу принять меры.',
    'Сотрудница назвала меня дурой и тупой.',
    '> пошли вы на хуй\nТак мне написал ваш сотрудник.',
  ])('sharp but proper words are nobody’s abuse: %s', (text) => {
    expect(grounds(text)).toEqual([]);
  });

  it.each([
    'Ваши сотрудники полные идиоты.',
    'Вы тупые бараны.',
    'Уроды моральные, верните деньги.',
    'Контролёрша ваша хабалка и тварь.',
    'Ваша контора – сборище дегенератов.',
  ])('an insult at those who serve the consumer is proposed: %s', (text) => {
    expect(grounds(text)).toContain('abuse/insult');
  });

  it('an insult at unknown third persons is not proposed', () => {
    expect(grounds('Какие-то подонки срезали кабель, просим сообщить в полицию.')).toEqual([]);
  });

  it.each([
    'Придушу своими руками вашу начальницу.',
    'Приеду в офис с ружьём, посмотрим, как запоёте.',
    'Вас всех расстреливать надо.',
    'Знаю, где живёт ваша семья.',
    'Сожгу вашу контору к чертям.',
    'Переломаю ноги каждому контролёру.',
  ])('a threat to life, health or property is proposed: %s', (text) => {
    expect(grounds(text)).toContain('abuse/threat');
  });

  it('the evidence is the place as it is written, with its marks', () => {
    const text = 'Ну и п.и.з.д.е.ц у вас, а не сервис.';
    const [found] = examine(text).detections;
    expect(found?.evidence).toEqual([{ start: 5, end: 16, text: 'п.и.з.д.е.ц' }]);
  });

  it('abuse in the subject alone is proposed with its place in the subject', () => {
    const [found] = examine('Прошу перезвонить.', { subject: 'Заебали' }).detections;
    expect(found).toMatchObject({
      ground: 'abuse',
      category: 'obscenity',
      evidence: [],
      inSubject: [{ start: 0, end: 7, text: 'Заебали' }],
    });
  });
});
