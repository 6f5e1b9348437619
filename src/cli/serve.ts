import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Command} from 'commander';
import {JobbonusError, misused} from '../errors.js';
import {contextOf, emit, type GlobalOptions} from './context.js';

export function addServe(program: Command): Command {
  return program
    .command('serve')
    .description('serve the built dashboards on this machine until stopped')
    .option('--port <port>', 'port on localhost', '8080')
    .option('--site <dir>', 'folder of the site (default: site in the workspace)')
    .addHelpText('after', '\nExample:\n  $ jobbonus serve --port 8080')
    .action(async (options: GlobalOptions & {port: string; site?: string}) => {
      const port = Number(options.port);
      if (!/^\d+$/.test(options.port) || port > 65_535)
        throw misused('PORT', `--port ${JSON.stringify(options.port)} is no port; expected 0 to 65535`);
      const context = contextOf(options);
      const folder = options.site ?? join(context.workspace, 'site');
      if (!existsSync(join(folder, 'index.html')))
        throw new JobbonusError('NO_SITE', `${folder} holds no dashboards; build them first: jobbonus build`);
      const {serveSite} = await import('../site/serve.js');
      const {server, address} = await serveSite(folder, port);
      emit(context, {address}, () => `serving ${folder} at ${address} – stop with Ctrl-C`);
      const stop = (): void => {
        server.close();
        server.closeAllConnections();
      };
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
}
