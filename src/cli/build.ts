import {join} from 'node:path';
import type {Command} from 'commander';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addBuild(program: Command): Command {
  return program
    .command('build')
    .description('build the dashboards from what was computed')
    .option('--out <dir>', 'folder for the site (default: site in the workspace)')
    .addHelpText('after', '\nExample:\n  $ jobbonus build --out site')
    .action(async (options: GlobalOptions & {out?: string}) => {
      const context = contextOf(options);
      const {publish} = await import('../../pipelines/publish.js');
      const site = await publish(context.workspace, options.out ?? join(context.workspace, 'site'), context);
      emit(
        context,
        {folder: site.folder, pages: site.pages},
        () => `${site.folder}: ${site.pages.map((p) => p.address).join(', ')}`,
      );
    });
}
