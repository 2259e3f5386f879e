/** An OAuth2 provider on loopback: access by refresh token (RFC 6749 6), and where Dovecot looks tokens up. */
import { createServer as createHttpServer } from 'node:http';

/** `once`: each refresh token is good for one answer, and the next one comes with it. */
export async function tokenServer({ once = false } = {}) {
  let good: string | null = null;
  const asked: string[] = [];
  const server = createHttpServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (url.pathname === '/introspect') {
        const active = url.searchParams.get('token')?.startsWith('access-') ?? false;
        return response.end(JSON.stringify({ active, user: 'user3' }));
      }
      const refresh = new URLSearchParams(body).get('refresh_token') ?? '';
      if (!refresh.startsWith('refresh-') || (once && good !== null && refresh !== good)) {
        response.statusCode = 400;
        return response.end(JSON.stringify({ error: 'invalid_grant' }));
      }
      asked.push(refresh);
      const n = asked.length;
      good = `refresh-user3-${n}`;
      return response.end(
        JSON.stringify({
          access_token: `access-${n}`,
          token_type: 'Bearer',
          expires_in: 3600,
          refresh_token: good,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
