import type {Command} from 'commander';
export function addSample(program: Command): Command {
  return program.command('sample');
}
