/** A better scan of a paper that is with us (8.2.7): read instead of the first, which stays as it came. */
import { Invalid, NotAllowed } from '../domain/errors.ts';
import { SYSTEM } from '../domain/person.ts';
import type { Handle } from './handle.ts';
import type { Office } from './office.ts';
import type { Vault } from './ports/intake.ts';
import type { Letters } from './ports/letters.ts';
import type { Reader } from './ports/paper.ts';
import type { Audit, Clock } from './ports/people.ts';
import type { Register } from './ports/register.ts';
import type { See } from './sight.ts';
import { visibleLetter } from './visible-letter.ts';

export interface RescanNeeds {
  readonly letters: Pick<Letters, 'load'>;
  readonly register: Pick<Register, 'idOf'>;
  readonly vault: Pick<Vault, 'put'>;
  readonly reader: Pick<Reader, 'inspect'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly handle: Handle;
  readonly see: See;
}

export function rescanning(needs: RescanNeeds): Pick<Office, 'rescan' | 'askRescan'> {
  const { vault, reader, handle, audit, clock } = needs;
  return {
    async rescan(number, files, actor) {
      if (!actor.roles.includes('clerk')) throw new NotAllowed(['Скан заменяет канцелярия: подлинник лежит у неё (п. 8.2.7).']);
      const letter = (await visibleLetter(needs, number, actor)).stored.value;
      if (files.length === 0) throw new Invalid('Приложите новый скан.');
      const seen = await Promise.all(files.map(({ content, name }) => reader.inspect(content, name)));
      const bad = seen.find(({ verdict, type }) => verdict !== 'accept' || type === 'message/rfc822');
      if (bad) throw new Invalid(bad.reason ?? 'Это письмо, а нужен скан: PDF, TIFF, JPEG или PNG.');
      const hashes = await vault.put(files.map(({ content }) => content));
      const stored = files.map(({ content }, at) => ({
        hash: hashes[at] ?? '',
        name: seen[at]?.name ?? '',
        type: seen[at]?.type ?? '',
        size: content.length,
      }));
      await handle(letter.id, { type: 'rescanned', files: stored, broughtBy: actor.id }, SYSTEM);
    },
    async askRescan(number, actor) {
      const { id } = (await visibleLetter(needs, number, actor)).stored;
      await handle(id, { type: 'ask_rescan' }, actor);
      const at = clock.now().toISOString();
      await audit.record({ at, by: actor.id, what: 'rescan_asked', letterId: id, basis: 'скан не читается', address: null });
    },
  };
}
