import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { composer } from '../../../src/mail/compose-mail.ts';
import { reply } from '../../contract/mailer.contract.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dkim = {
  domain: 'tbek.example',
  selector: 'kanc',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

async function verdict(raw: Buffer): Promise<string | undefined> {
  const resolver = async (name: string) => {
    expect(name).toBe('kanc._domainkey.tbek.example');
    return [[record]];
  };
  const { results } = await dkimVerify(raw, { resolver });
  return results[0]?.status.result;
}

describe('our signature on mails (RFC 6376)', () => {
  it('holds by the public key, over text, HTML and the Russian file name', async () => {
    const { raw } = await composer('kanc@tbek.example', dkim)(reply);
    expect(await verdict(raw)).toBe('pass');
  });

  it('breaks when a word of the mail is changed', async () => {
    const { raw } = await composer('kanc@tbek.example', dkim)(reply);
    const changed = Buffer.from(raw.toString('latin1').replace('application/pdf', 'application/zip'), 'latin1');
    expect(await verdict(changed)).toBe('neutral');
  });

  it('does not make two mails of one: the same mail has the same bytes, signed too', async () => {
    const compose = composer('kanc@tbek.example', dkim);
    const [one, other] = await Promise.all([compose(reply), compose({ ...reply })]);
    expect(one.raw.equals(other.raw)).toBe(true);
  });
});
