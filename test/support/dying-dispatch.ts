/**
 * A dispatch that kills itself with SIGKILL at one point of its path: started as a process of its own by the kill test.
 * argv: database URI, SMTP URL, point.
 */
import { smtpMailer } from '../../src/mail/relay.ts';
import { intakeHouse } from './intake-house.ts';

const [uri = '', smtpUrl = '', point = 'none'] = process.argv.slice(2);

/** Dies here and now, like a power cut, when this is the point. */
function pass(name: string): void {
  if (name === point) process.kill(process.pid, 'SIGKILL');
}

const mailer = smtpMailer(smtpUrl, { from: 'kanc@tbek.example' });
const house = await intakeHouse(uri, (ports) => ({
  ...ports,
  vault: {
    ...ports.vault,
    async put(files) {
      pass('before the bytes are kept');
      const hashes = await ports.vault.put(files);
      pass('after the bytes are kept');
      return hashes;
    },
  },
  mailer: {
    ...mailer,
    async send(mail) {
      pass('before the server');
      const sent = await mailer.send(mail);
      pass('after the server took it');
      return sent;
    },
  },
  letters: {
    ...ports.letters,
    async save(letter, decision, completes) {
      // The last write of the path: what the server said, and the effect is off
      if (completes) pass('before it is noted');
      const saved = await ports.letters.save(letter, decision, completes);
      if (completes) pass('after it is noted');
      return saved;
    },
  },
}));
await house.perform();
await house.stop();
mailer.stop();
