import type {Command} from 'commander';
import {addApply} from './apply.js';
import {addAudit} from './audit.js';
import {addBuild} from './build.js';
import {addCheck} from './check.js';
import {addExplain} from './explain.js';
import {addExport} from './export.js';
import {addLoad} from './load.js';
import {addPlan} from './plan.js';
import {addPurge} from './purge.js';
import {addRun} from './run.js';
import {addSample} from './sample.js';
import {addSegment} from './segment.js';
import {addServe} from './serve.js';
import {addSimulate} from './simulate.js';
import {addStatus} from './status.js';
import {onceEach, unknownFirst} from './unknown-first.js';

/** Every command, in the order in which a year is worked. */
const commands = [
  addSample,
  addLoad,
  addRun,
  addPlan,
  addApply,
  addCheck,
  addStatus,
  addExport,
  addExplain,
  addSimulate,
  addBuild,
  addAudit,
  addSegment,
  addPurge,
  addServe,
];

export function addCommands(program: Command, prepare: (command: Command) => Command): void {
  for (const add of commands) onceEach(unknownFirst(prepare(add(program)))).exitOverride();
}
