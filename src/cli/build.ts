import {join} from 'node:path';
import type {Command} from 'commander';
import {audiences, type Tier} from '../disclosure/audiences.js';
import {misused} from '../errors.js';
import {fromHere} from '../house.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addBuild(program: Command): Command {
  return program
    .command('build')
    .description('build the dashboards from what was computed')
    .option('--out <dir>', 'folder for the site (default: site, or site-public, in the workspace)')
    .option('--tier <tier>', 'who reads it: internal (exact totals) or public (rounded)', 'internal')
    .option('--audit', 'attack the build before it is put in place; a public one always is')
    .addHelpText('after', '\nExample:\n  $ jobbonus build --tier public --out site-public')
    .action(async (options: GlobalOptions & {out?: string; tier: string; audit?: boolean}) => {
      const tier = tierOf(options.tier);
      const context = contextOf(options);
      const {publish} = await import('../../pipelines/publish.js');
      const place = options.out ?? join(context.workspace, tier === 'public' ? 'site-public' : 'site');
      const site = await publish(context.workspace, place, context, {tier, audit: options.audit ?? false});
      emit(
        context,
        {folder: site.folder, tier, pages: site.pages, audit: site.audit ?? null},
        () => `${fromHere(site.folder)}: ${site.pages.map((p) => p.address).join(', ')}`,
      );
    });
}

export function tierOf(value: string): Tier {
  const tier = audiences.find((name) => name === value);
  if (!tier) throw misused('TIER_UNKNOWN', `--tier ${value}: there are ${audiences.join(' and ')}`);
  return tier;
}
