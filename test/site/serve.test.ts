import {mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {get, type Server} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {serveSite} from '../../src/site/serve.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-serve-'));
const site = join(folder, 'site');
let server: Server;
let address: string;

function build(name: string): void {
  const draft = join(folder, 'draft');
  mkdirSync(join(draft, 'assets'), {recursive: true});
  writeFileSync(join(draft, 'index.html'), `<!doctype html><title>${name}</title>`);
  writeFileSync(join(draft, 'assets', `client-${name}.css`), 'body {}');
  rmSync(site, {recursive: true, force: true});
  renameSync(draft, site);
}

beforeAll(async () => {
  build('AAAAAAAA');
  ({server, address} = await serveSite(site, 0));
});
afterAll(() => {
  server.close();
  rmSync(folder, {recursive: true, force: true});
});

it('a site that is built anew while it is served is served whole', async () => {
  expect(await (await fetch(address)).text()).toContain('AAAAAAAA');
  build('BBBBBBBBBB');
  expect(await (await fetch(address)).text()).toContain('BBBBBBBBBB');
  const style = await fetch(`${address}assets/client-BBBBBBBBBB.css`);
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css']);
  expect((await fetch(`${address}assets/client-AAAAAAAA.css`)).status).toBe(404);
});

it.each(['../draft', '..%2f..%2fetc/passwd', '%2e%2e/site/index.html', 'assets', '.git/config'])(
  'nothing outside the site, and no listing: %s',
  async (path) => {
    const response = await fetch(`${address}${path}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  },
);

it('what is named by its content is kept by the browser, a page is asked for again', async () => {
  build('CCCCCCCC');
  const [page, style] = [await fetch(address), await fetch(`${address}assets/client-CCCCCCCC.css`)];
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(style.headers.get('cache-control')).toContain('immutable');
  const again = await fetch(address, {headers: {'if-none-match': page.headers.get('etag')!}});
  expect(again.status).toBe(304);
});

it.each([
  ['localhost', 200],
  ['127.0.0.1', 200],
  ['elsewhere.example', 403],
])(
  'answers who asks for this machine, not for a name that was made to lead here: %s',
  async (host, status) => {
    const {port} = new URL(address);
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      get({host: '127.0.0.1', port, path: '/', headers: {host: `${host}:${port}`}}, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(answered).toBe(status);
  },
);
