import chromiumPackage from '@sparticuz/chromium';
import {type Browser, type BrowserContext, chromium, type Page} from 'playwright-core';

/** A real Chromium, from the package that ships it: nothing needs to be on the machine. */
export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    // the package's own flags switch web security off, which is what is tested here
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors, warnings of the policy, and requests that left the site. */
  readonly faults: string[];
  /** Bytes that came over the wire, headers left out. */
  readonly bytes: () => Promise<number>;
}

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** Open a page and wait until its charts are drawn. */
export async function open(browser: Browser, site: string, path: string, view: View = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: {width: view.width ?? 1280, height: view.height ?? 900},
    colorScheme: view.colorScheme ?? 'light',
    javaScriptEnabled: view.javaScriptEnabled ?? true,
    // lets axe run inside a page whose policy forbids scripts from elsewhere
    bypassCSP: false,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const bodies: Promise<number>[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(site)) faults.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    const size = response.request().sizes();
    bodies.push(size.then((s) => s.responseBodySize).catch(() => 0));
  });
  await page.goto(site + path);
  if (view.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready="true"]');
  return {
    page,
    context,
    faults,
    bytes: async () => (await Promise.all(bodies)).reduce((sum, body) => sum + body, 0),
  };
}
