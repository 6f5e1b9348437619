import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {openWorkspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {type Catalogue, layCatalogue} from '../src/models/catalogue.js';
import {type BuiltSite, buildSite, type NamedPage} from '../src/site/build.js';
import type {Page} from '../src/site/page.js';
import {lastDay} from './seen.js';

/** Figures go out to readers: the dashboards, through the one door that hides small counts. */
export async function publish(folder: string, out: string, effects: Effects): Promise<BuiltSite> {
  const workspace = await openWorkspace(folder, {mode: 'read', memoryMegabytes: 2000});
  try {
    const step = effects.progress.step('publish', out);
    const catalogue = await layCatalogue(workspace, await lastDay(workspace, effects));
    const site = await buildSite(catalogue, await readPages(), dimensionsOf(catalogue), out, effects.now());
    step.done(`${site.pages.length} pages`);
    return site;
  } finally {
    workspace.close();
  }
}

/** The breakdowns of the profile with their Dutch names, as `people_profiled` declares them. */
function dimensionsOf(catalogue: Catalogue): Record<string, string> {
  const model = catalogue.models.find((m) => m.relation === 'intermediate.people_profiled');
  const columns = Object.entries(model?.columns ?? {}).filter(([name]) => name.startsWith('by_'));
  return Object.fromEntries(columns.map(([name, column]) => [name, column.label ?? name]));
}

/** Every page of `dashboards/pages`; the name of the file is its address. */
export async function readPages(): Promise<NamedPage[]> {
  const folder = join(import.meta.dirname, '..', 'dashboards', 'pages');
  const files = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  return Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(join(folder, file))) as {default: Page};
      return {name: basename(file).replace(/\.[jt]s$/, ''), page: module.default};
    }),
  );
}
