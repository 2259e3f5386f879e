import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { isProven } from '../../../src/domain/sender-proof.ts';
import { type Resolver, senderProof } from '../../../src/mail/sender-proof.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dnsKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** `primer.example` signs, sends from 192.0.2.1, and demands DMARC. */
const records: Readonly<Record<string, string>> = {
  's1._domainkey.primer.example TXT': `v=DKIM1; k=rsa; p=${dnsKey}`,
  'primer.example TXT': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.primer.example TXT': 'v=DMARC1; p=reject',
};
const resolver: Resolver = async (name, type) => {
  const found = records[`${name} ${type}`];
  if (!found) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return [[found]];
};
const settings = { mailHeaderBytes: 65_536, trusted: null, resolver };

function message(ip: string, headers: readonly string[] = []): string {
  return [
    ...headers,
    'Return-Path: <info@primer.example>',
    `Received: from mail.primer.example (mail.primer.example [${ip}]) by mx.tbek.example; Mon, 23 Nov 2026 09:00:00 +0500`,
    'From: Primer <info@primer.example>',
    'To: kanc@tbek.example',
    'Subject: Reconciliation',
    'Date: Mon, 23 Nov 2026 09:00:00 +0500',
    'Message-ID: <1@primer.example>',
    '',
    'Please reconcile.',
    '',
  ].join('\r\n');
}

async function signed(mail: string): Promise<Buffer> {
  const signature = {
    signingDomain: 'primer.example',
    selector: 's1',
    algorithm: 'rsa-sha256',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    // In whole seconds, rounded: now could be the future
    signTime: new Date('2026-11-23T04:00:00Z'),
  };
  const { signatures } = await dkimSign(mail, { canonicalization: 'relaxed/relaxed', ...signature, signatureData: [signature] });
  return Buffer.from(signatures + mail);
}

describe('Authenticity of the sender is shown, never a reason to refuse (8.4.2)', () => {
  it('signed and sent from its own server: proven', async () => {
    const proof = await senderProof(settings)(await signed(message('192.0.2.1')));
    expect(proof).toEqual({ by: 'engine', domain: 'primer.example', spf: 'pass', dkim: 'pass', dmarc: 'pass' });
    expect(isProven(proof)).toBe(true);
  });

  it('sent from elsewhere without a signature, where the domain demands one: not proven', async () => {
    const proof = await senderProof(settings)(Buffer.from(message('198.51.100.7')));
    expect(proof).toMatchObject({ spf: 'fail', dkim: 'none', dmarc: 'fail' });
    expect(isProven(proof)).toBe(false);
  });

  it('a changed text breaks the signature', async () => {
    const changed = (await signed(message('198.51.100.7'))).toString().replace('reconcile.', 'pay.');
    expect(await senderProof(settings)(Buffer.from(changed))).toMatchObject({ dkim: 'fail', dmarc: 'fail' });
  });

  it('what our own server noted is believed, what a sender wrote below is not', async () => {
    const noted =
      'Authentication-Results: mx.tbek.example 1; spf=pass (ok; fine) smtp.mailfrom=primer.example; dkim=none; dmarc=fail';
    const forged = 'Authentication-Results: mx.tbek.example; spf=pass; dkim=pass; dmarc=pass';
    const prove = senderProof({ ...settings, trusted: 'mx.tbek.example' });
    const server = { by: 'server', domain: 'primer.example', spf: 'pass', dkim: 'none', dmarc: 'fail' };
    expect(await prove(Buffer.from(message('198.51.100.7', [noted, forged])))).toEqual(server);
    const other = 'Authentication-Results: mx.stranger.example; dmarc=pass';
    expect(await prove(Buffer.from(message('198.51.100.7', [other, forged])))).toMatchObject({ by: 'engine', dmarc: 'fail' });
  });

  it('without a network nothing is said, and it is not asked again at once', async () => {
    let asked = 0;
    const down: Resolver = async () => {
      asked++;
      throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    };
    const prove = senderProof({ ...settings, resolver: down });
    const unknown = { by: null, domain: 'primer.example', spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' };
    expect(await prove(await signed(message('192.0.2.1')))).toEqual(unknown);
    const before = asked;
    expect(await prove(await signed(message('192.0.2.1')))).toEqual(unknown);
    expect(asked).toBe(before);
  });

  it('a server that never answers is waited for no longer than the limit', async () => {
    const silent: Resolver = () => new Promise(() => {});
    const proof = await senderProof({ ...settings, resolver: silent, timeoutMs: 50 })(Buffer.from(message('192.0.2.1')));
    expect(proof.by).toBeNull();
  });
});
