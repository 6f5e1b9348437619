#!/usr/bin/env node
import {runProgram} from './program.js';

// whoever reads along may stop before the end, as in `| head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await runProgram(process.argv.slice(2));
