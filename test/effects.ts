import type {Effects} from '../src/effects.js';

/** Effects of a test: silent, and the clock stands still. */
export const quiet: Effects = {
  now: () => new Date('2026-11-22T12:00:00Z'),
  progress: {step: () => ({done: () => {}}), part: () => ({done: () => {}}), note: () => {}},
};
