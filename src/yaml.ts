import {CORE_SCHEMA, FAILSAFE_SCHEMA, load, YAMLException} from 'js-yaml';
import {JobbonusError} from './errors.js';
import {shown} from './house.js';

const read = new Map<string, unknown>();

/**
 * Read YAML. The same text is parsed once a process: whoever lays the catalogue reads some hundred headers, contracts
 * and laws, which say what they said the time before, and parsing them takes longer than asking a small table. A
 * scenario, whose faults are told by line, is read by a slower library that keeps the lines (`scenario.ts`).
 *
 * @param path of the file it stands in, for the message
 * @param schema `failsafe` keeps every value as the text that was written
 * @returns shared between all who read this text: to look at, not to change
 * @throws {JobbonusError} `YAML`, naming file and line
 */
export function parseYaml(text: string, path: string, schema: 'core' | 'failsafe' = 'core'): unknown {
  const key = `${schema} ${text}`;
  if (!read.has(key)) {
    try {
      read.set(key, load(text, {schema: schema === 'core' ? CORE_SCHEMA : FAILSAFE_SCHEMA}));
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      throw new JobbonusError(
        'YAML',
        `${shown(path)}: line ${error.mark.line + 1} is no YAML: ${error.reason}`,
      );
    }
  }
  return read.get(key);
}
