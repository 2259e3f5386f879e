/** The engine cannot start; the message is one clear sentence for the person who started it. */
export class StartRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartRefused';
  }
}
