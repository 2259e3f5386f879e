/**
 * An intake that kills itself with SIGKILL at one point of its path: started as a process of its own by the kill test.
 * argv: database URI, IMAP URL, point (see POINTS), mails at a time.
 */
import { accept } from '../../src/accept.ts';
import { readConfig } from '../../src/config.ts';
import { imapInbox } from '../../src/mail/inbox.ts';
import { intakeHouse } from './intake-house.ts';

const [uri = '', imapUrl = '', point = 'none', together = '50'] = process.argv.slice(2);

/** Dies here and now, like a power cut, when this is the point. */
export function pass(name: string): void {
  if (name === point) process.kill(process.pid, 'SIGKILL');
}

const config = readConfig({ IMAP_URLS: imapUrl, OWN_DOMAINS: 'tbek.example' });
const house = await intakeHouse(uri, (ports) => ({
  ...ports,
  vault: {
    ...ports.vault,
    async put(files) {
      pass('before the vault');
      const hashes = await ports.vault.put(files);
      pass('after the vault');
      return hashes;
    },
  },
  arrivals: {
    ...ports.arrivals,
    async note(arrivals) {
      const noted = await ports.arrivals.note(arrivals);
      pass('after the arrival is noted');
      return noted;
    },
    async settle(settlements) {
      pass('before the arrival is settled');
      await ports.arrivals.settle(settlements);
      pass('after the arrival is settled');
    },
  },
  letters: {
    ...ports.letters,
    async create(letters) {
      pass('before the letter is numbered');
      const created = await ports.letters.create(letters);
      pass('after the letter is numbered');
      return created;
    },
    async save(letter, decision) {
      const saved = await ports.letters.save(letter, decision);
      pass('after a second arrival is joined');
      return saved;
    },
  },
}));
const limits = { ...config.limits, batchMails: Number(together) };
const inbox = imapInbox({
  ...config,
  limits,
  pollSeconds: 5,
  clock: { now: () => new Date() },
  log: (line) => console.error(line),
});
inbox.start(async (mails) => {
  pass('before the batch is taken');
  await accept(house, mails);
  pass('before the flag');
  // The flag is set after this function: the next turn of the loop is between flag and cursor at the latest
  setTimeout(() => pass('about the flag'), 15);
});
console.log('ready');
