import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import sirv from 'sirv';
import {JobbonusError} from '../errors.js';
import {contentSecurityPolicy} from './document.js';

/** Plain, without a style: it is shown for any path, and a link of its own would have to know how deep that is. */
const notFound = `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<title>Deze pagina bestaat niet</title>
<h1>Deze pagina bestaat niet</h1>
<p><a href="/">Naar het overzicht</a></p>
</html>
`;

/** The names of this machine for itself. */
const hosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/**
 * Serve a built site on this machine only.
 *
 * @param port 0 for any free one
 * @returns the server and its address
 * @throws {JobbonusError} `PORT` when the port is taken or not for this user
 */
export async function serveSite(folder: string, port: number): Promise<{server: Server; address: string}> {
  const files = sirv(folder, {
    // a site that is built anew takes the place of the old one while it is served: look at the folder every time
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    dotfiles: false,
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (path.endsWith('.csv')) response.setHeader('content-type', 'text/csv; charset=utf-8');
      if (path.endsWith('.arrow')) response.setHeader('content-type', 'application/vnd.apache.arrow.file');
      // the name of these files says their content; the pages themselves are asked for again each time
      const isNamedByContent = /-[\w-]{8}\.(js|css|woff2|arrow|csv)$/.test(path);
      response.setHeader(
        'cache-control',
        isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const server = createServer((request, response) => {
    // a page of elsewhere whose name was made to lead here may not read these figures
    if (!hosts.has((request.headers.host ?? '').replace(/:\d+$/, ''))) {
      response.writeHead(403, headers).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, {...headers, allow: 'GET, HEAD'}).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, {...headers, 'content-type': 'text/html; charset=utf-8'}).end(notFound);
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(
        error.code === 'EADDRINUSE'
          ? new JobbonusError('PORT', `port ${port} is in use; choose another with --port`)
          : error.code === 'EACCES'
            ? new JobbonusError(
                'PORT',
                `port ${port} is not for this user; choose one above 1023 with --port`,
              )
            : error,
      );
    });
    server.listen(port, '127.0.0.1', listening);
  });
  return {server, address: `http://localhost:${(server.address() as AddressInfo).port}/`};
}
