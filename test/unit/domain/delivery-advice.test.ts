import { describe, expect, it } from '@jest/globals';
import { adviceOn } from '../../../src/domain/delivery-advice.ts';

describe('8.4.6: what did not get through comes back with what to do', () => {
  it.each([
    ['550 5.1.1 No such user here', /Такого адреса нет/],
    ['550 5.1.1 <buh@primer.example>: Recipient address rejected: User unknown', /Такого адреса нет/],
    ['552 5.2.2 The email account is over quota', /переполнен/],
    ['552 5.3.4 Message size exceeds fixed limit', /слишком велико/],
    ['552 Письмо с вложениями занимает 22 МБ, почтовые серверы принимают до 20 МБ', /слишком велико/],
    ['Message size larger than allowed 1000', /слишком велико/],
    ['554 5.7.1 Message rejected by policy', /SPF и DKIM/],
    ['5.4.4 Host or domain name not found', /после знака @/],
    ['connect ECONNREFUSED 127.0.0.1:25', /отдел ИТ/],
    ['535 Authentication failed', /отдел ИТ/],
    ['Сервер получил письмо и дважды не подтвердил приём. Возможно, оно дошло: спросите потребителя (Timeout)', /Позвоните/],
    ['550 Denied', /другим способом сегодня же/],
  ])('%s', (error, advice) => expect(adviceOn(error)).toMatch(advice));
});
