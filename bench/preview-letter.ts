/** What the benchmark of the preview needs of the demonstration: the log-ins of its page, and a letter that waits for an answer. */
import type { Page } from 'playwright-core';

export const lettersOfState = {
  /** login → password, as the log-in page of the demonstration shows them. */
  async passwords(url: string): Promise<ReadonlyMap<string, string>> {
    const html = await (await fetch(`${url}/login`)).text();
    return new Map(
      [...html.matchAll(/data-login="([^"]+)" data-password="([^"]+)"/g)].map(([, login = '', password = '']) => [
        login,
        password,
      ]),
    );
  },
  /** The first letter in the hands of whoever is logged in. @throws Error when there is none */
  async assigned(page: Page): Promise<string> {
    const number = await page.evaluate(async () => {
      const { items } = (await (await fetch('/api/letters?limit=200')).json()) as { items: { number: string; state: string }[] };
      return items.find(({ state }) => state === 'assigned')?.number ?? null;
    });
    if (!number) throw new Error('the demonstration has no letter that waits for an answer');
    return number;
  },
};
