import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {openScratch, waysToAsk} from '../src/db/workspace.js';
import {buildSite} from '../src/site/build.js';
import {loadPublicCells, type PublicGiven} from '../src/site/public-cells.js';
import {readPages} from './publish.js';

/**
 * The process that builds the public site. It is started with leave to read one folder of rounded cells and the
 * program itself; the workspace, the secret and the internal tables are out of its reach (`publish.ts`).
 */
const [given = '', out = ''] = process.argv.slice(2);
const {provenance, dimensions, cells} = JSON.parse(
  readFileSync(join(given, 'public.json'), 'utf8'),
) as PublicGiven;
const scratch = await openScratch(500);
try {
  const workspace = waysToAsk(scratch.connection);
  await loadPublicCells(workspace, cells);
  // from here on the engine reads no file either
  await scratch.connection.run('set enable_external_access = false');
  await scratch.connection.run('set lock_configuration = true');
  const site = await buildSite({workspace, provenance}, await readPages('public'), dimensions, out);
  process.stdout.write(JSON.stringify(site));
} finally {
  scratch.close();
}
