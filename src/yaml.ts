import {parse} from 'yaml';

const read = new Map<string, unknown>();

/**
 * Read YAML. The same text is parsed once a process: whoever lays the catalogue reads some hundred headers, contracts
 * and laws, which say what they said the time before, and parsing them takes longer than asking a small table.
 *
 * @param schema `failsafe` keeps every value as the text that was written
 * @returns shared between all who read this text: to look at, not to change
 */
export function parseYaml(text: string, schema: 'core' | 'failsafe' = 'core'): unknown {
  const key = `${schema} ${text}`;
  if (!read.has(key)) read.set(key, parse(text, {schema}));
  return read.get(key);
}
