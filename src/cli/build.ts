import type {Command} from 'commander';
export function addBuild(program: Command): Command {
  return program.command('build');
}
