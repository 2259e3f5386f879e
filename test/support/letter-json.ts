/** INPUT.json of the command `letter`, sound and short. */
export const letterJson = {
  form: 'corner',
  office: 'ЦО',
  number: 'ЦО-И-2026/001847',
  date: '2026-11-23',
  inReplyTo: { number: '214-П', date: '2026-11-05' },
  addressee: {
    position: 'Генеральному директору',
    organisation: 'ООО «Пример-Снаб»',
    name: 'Заказчикову А. Б.',
    address: 'ул. Складская, д. 7, г. Таёжноборск, 000107',
    email: 'info@primer-snab.example',
  },
  title: 'О перерасчёте за сентябрь 2026 г.',
  salutation: 'Уважаемый Андрей Борисович!',
  body: ['Благодарим Вас за обращение № 214-П от 5 ноября 2026 г. Мы проверили начисления и сообщаем следующее.'],
  enclosures: [
    { title: 'Расчёт объёмов', sheets: 1, copies: 1 },
    { title: 'Акт замены прибора учёта', sheets: 2, copies: 1 },
  ],
  signatory: { position: 'Первый заместитель генерального директора', name: 'П. И. Подписантов' },
  executor: { name: 'Тестов Тимофей Тимофеевич', phone: '8 (000) 000-00-00 доб. 112' },
};
