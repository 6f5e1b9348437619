// The command line from its sources: what a test starts, and may kill, needs no build first.
import {fileURLToPath} from 'node:url';
import {runnerImport} from 'vite';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
await runnerImport(main, {configFile: false, logLevel: 'silent'});
