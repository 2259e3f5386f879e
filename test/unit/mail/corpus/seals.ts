/** Mails that somebody signed or locked, with keys made for this test. */
import { mail, multipart } from '../build-mail.ts';
import { type Case, TEXT } from './case.ts';

/** openssl smime -sign, P-256: the common name is a firm, the person stands beside it. */
const P7S =
  'MIIEpgYJKoZIhvcNAQcCoIIElzCCBJMCAQExDzANBglghkgBZQMEAgEFADALBgkqhkiG9w0BBwGgggJTMIICTzCCAfUCFF0juy2VZ2oxj7Mdmf' +
  'tEBUDUH1cJMAoGCCqGSM49BAMCMIGpMSIwIAYDVQQKDBnQntCe0J4gwqvQoNC+0LzQsNGI0LrQsMK7MSIwIAYDVQQDDBnQntCe0J4gwqvQoNC+' +
  '0LzQsNGI0LrQsMK7MRUwEwYDVQQEDAzQmNCy0LDQvdC+0LIxIjAgBgNVBCoMGdCY0LLQsNC9INCf0LXRgtGA0L7QstC40YcxJDAiBgkqhkiG9w' +
  '0BCQEWFWl2YW5Acm9tYXNoa2EuZXhhbXBsZTAeFw0yNjExMzAxMjU2MjNaFw0zNjExMjcxMjU2MjNaMIGpMSIwIAYDVQQKDBnQntCe0J4gwqvQ' +
  'oNC+0LzQsNGI0LrQsMK7MSIwIAYDVQQDDBnQntCe0J4gwqvQoNC+0LzQsNGI0LrQsMK7MRUwEwYDVQQEDAzQmNCy0LDQvdC+0LIxIjAgBgNVBC' +
  'oMGdCY0LLQsNC9INCf0LXRgtGA0L7QstC40YcxJDAiBgkqhkiG9w0BCQEWFWl2YW5Acm9tYXNoa2EuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqG' +
  'SM49AwEHA0IABPwT2HH1lkXE8PtWqkZGRW/3s65/VGXwlMEskZLIZtApukbk+hDG9422aQKLNh/6TsLdLgOhkomgwMglmDqjoYkwCgYIKoZIzj' +
  '0EAwIDSAAwRQIgKbHv41PT5eELz6agsAKxAX9hwnNEGvP7kv3UD0Ug418CIQCogzMxgwDGngGSy97wzs8Ugxwf8TvTy+h3wwG3b6nMmTGCAhcw' +
  'ggITAgEBMIHCMIGpMSIwIAYDVQQKDBnQntCe0J4gwqvQoNC+0LzQsNGI0LrQsMK7MSIwIAYDVQQDDBnQntCe0J4gwqvQoNC+0LzQsNGI0LrQsM' +
  'K7MRUwEwYDVQQEDAzQmNCy0LDQvdC+0LIxIjAgBgNVBCoMGdCY0LLQsNC9INCf0LXRgtGA0L7QstC40YcxJDAiBgkqhkiG9w0BCQEWFWl2YW5A' +
  'cm9tYXNoa2EuZXhhbXBsZQIUXSO7LZVnajGPsx2Z+0QFQNQfVwkwDQYJYIZIAWUDBAIBBQCggeQwGAYJKoZIhvcNAQkDMQsGCSqGSIb3DQEHAT' +
  'AcBgkqhkiG9w0BCQUxDxcNMjYxMTMwMTI1NjIzWjAvBgkqhkiG9w0BCQQxIgQgzRNqMj7p3lrhsgT2zwPcfa5LscjUs6rLQ6570Ms4z4UweQYJ' +
  'KoZIhvcNAQkPMWwwajALBglghkgBZQMEASowCwYJYIZIAWUDBAEWMAsGCWCGSAFlAwQBAjAKBggqhkiG9w0DBzAOBggqhkiG9w0DAgICAIAwDQ' +
  'YIKoZIhvcNAwICAUAwBwYFKw4DAgcwDQYIKoZIhvcNAwICASgwCgYIKoZIzj0EAwIERzBFAiBwg0GxtY2oeM3qNAd2AnJHXfGgmuJyivg+kLnv' +
  'QHj96AIhAL01jBDuCnK7M2qu/6DmKto0tIMw4XBGTcHstKDTyGtK';

/** openssl smime -encrypt. */
const ENVELOPED =
  'MIIBXQYJKoZIhvcNAQcDoIIBTjCCAUoCAQAxgb4wgbsCAQAwJDAMMQowCAYDVQQDDAF4AhRJl3GgaYxEHPXnFkImh4izghlvQTANBgkqhkiG9w' +
  '0BAQEFAASBgK8WxQf7Rk+uCg/gpEagiER2dkBnuibH/UP5/+sO9NVJmlJXlXQTx9WoL652lgiNKLyMJNYUPqftIP90zHrf78TyzTE0NxIuRsjM' +
  'JnQWMiQRPp5rmLpIBDHYwKnL3j89pSLd9kt69N6qC/Z6dASfw4ke1Ww3GtYw00KxBPOdFAy4MIGDBgkqhkiG9w0BBwEwFAYIKoZIhvcNAwcECJ' +
  'Z5btXbAi7NgGAqalAjgCjlLtNRUJ0W/xgpvegkDND/U04wz+IODNBVQdzrpa2NaZFNMYtL+amjnsRiy2ph7dFSOa8/uqn+3why13q0zRDydyVT' +
  '5+DnnwvOBaeV58lNb6DaA9EC8nfUJrE=';

/** gpg --detach-sign, --clearsign, --symmetric. */
const PGP_SIGNATURE =
  '-----BEGIN PGP SIGNATURE-----' +
  '\r\n\r\niHUEABYIAB0WIQTxhSgiQgPfRjmqw76IJyJvMVnSeAUCaw1ydwAKCRCIJyJvMVnS\r\neEipAP9Qz5LemZ/OUvlab5RJ5aik4WYj1r' +
  '53uFPemh5HRE9MHAEArzr5vMSF6ban\r\nvYCto+b0pn9RZxAW42CaDAKVNqEuJgc=\r\n=flHc\r\n-----END PGP SIGNATURE-----\r\n';
const CLEAR_SIGNED =
  '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nПрошу сделать перерасчёт.\r\n- - первый пункт\r\n' +
  '-----BEGIN PGP SIGNATURE-----' +
  '\r\n\r\niHUEARYIAB0WIQTxhSgiQgPfRjmqw76IJyJvMVnSeAUCaw1ydwAKCRCIJyJvMVnS\r\neJLXAP43dzRpvBPTgSnfMjErc+Z/gMOZR7' +
  'Q9NwtQ0eUMT0q+CwEA1oJYazWKVrgU\r\n4F52apmrNd7Sd0LVOjlI4uipv/GOlAQ=\r\n=pTBY\r\n-----END PGP SIGNATURE-----\r\n';
const LOCKED =
  '-----BEGIN PGP MESSAGE-----' +
  '\r\n\r\njA0ECQMC4pv3WMpavvf/0jsBV4ucjUQUWKAymygQmvLyqC3I1Ar5ZJXn1kgr0liW\r\n9eo90psty0PeakCJrh4kBEP2a5+b31Vl8F' +
  'CkVg==\r\n=UvBr\r\n-----END PGP MESSAGE-----\r\n';

const text = (content = TEXT) => ['Content-Type: text/plain; charset=utf-8', content] as const;
const lines = (base64: string) => base64.replace(/.{76}/g, '$&\r\n');

export const SEALS: readonly Case[] = [
  {
    what: 'S/MIME with the signature beside the text',
    raw: mail(
      { 'Content-Type': 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=b' },
      multipart('b', [
        text(),
        ['Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64', lines(P7S)],
      ]),
    ),
    says: [TEXT],
    files: ['smime.p7s application/pkcs7-signature'],
    seal: { kind: 'smime', what: 'signed', by: 'Иванов Иван Петрович, ООО «Ромашка», ivan@romashka.example' },
    remark: null,
  },
  {
    what: 'S/MIME, encrypted, as an attachment without its kind',
    raw: mail(
      { 'Content-Type': 'application/pkcs7-mime; name=smime.p7m', 'Content-Transfer-Encoding': 'base64' },
      lines(ENVELOPED),
    ),
    says: [],
    files: ['smime.p7m application/pkcs7-mime'],
    seal: { kind: 'smime', what: 'encrypted', by: null },
    automatic: null,
    remark: null,
  },
  {
    what: 'PGP/MIME, signed',
    raw: mail(
      { 'Content-Type': 'multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256; boundary=b' },
      multipart('b', [text(), ['Content-Type: application/pgp-signature; name=signature.asc', PGP_SIGNATURE]]),
    ),
    says: [TEXT],
    files: ['signature.asc application/pgp-signature'],
    seal: { kind: 'pgp', what: 'signed', by: 'ключ 8827226F3159D278' },
  },
  {
    what: 'PGP/MIME, encrypted',
    raw: mail(
      { 'Content-Type': 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b' },
      multipart('b', [
        ['Content-Type: application/pgp-encrypted', 'Version: 1'],
        ['Content-Type: application/octet-stream; name=encrypted.asc', LOCKED],
      ]),
    ),
    seal: { kind: 'pgp', what: 'encrypted', by: null },
    remark: null,
  },
  {
    what: 'PGP around the text itself, signed',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8' }, CLEAR_SIGNED),
    says: ['Прошу сделать перерасчёт. - первый пункт'],
    lacks: ['BEGIN PGP', 'Hash:', 'iHUE'],
    seal: { kind: 'pgp', what: 'signed', by: 'ключ 8827226F3159D278' },
  },
  {
    what: 'PGP in the text itself, encrypted, with a word of greeting',
    raw: mail({ 'Content-Type': 'text/plain; charset=utf-8' }, `Добрый день!\r\n\r\n${LOCKED}`),
    says: ['Добрый день!'],
    lacks: ['BEGIN PGP'],
    seal: { kind: 'pgp', what: 'encrypted', by: null },
  },
  {
    what: 'a letter that speaks of PGP',
    raw: mail({}, 'Пришлите ключ PGP: -----BEGIN PGP MESSAGE----- так начинается.'),
    seal: null,
  },
  {
    what: 'a broken signature',
    raw: mail(
      { 'Content-Type': 'multipart/signed; boundary=b' },
      multipart('b', [
        text(),
        [
          'Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64',
          lines(P7S.slice(0, 400)),
        ],
      ]),
    ),
    says: [TEXT],
    seal: { kind: 'smime', what: 'signed', by: null },
  },
];
