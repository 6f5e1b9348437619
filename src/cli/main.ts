#!/usr/bin/env node
import {exit, firstLine} from '../errors.js';
import {runProgram} from './program.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // whoever reads along may stop before the end, as in `| head`
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`standard output cannot be written: ${firstLine(error)}\n`);
  process.exit(exit.failed);
});

await runProgram(process.argv.slice(2));
