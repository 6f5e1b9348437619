import {describe, expect, it} from 'vitest';
import {inLanes, type Order} from '../../src/models/lanes.js';

/** Tasks by what they stand on; those in capitals must be alone. */
const house = {a: [], b: [], c: ['a'], D: ['a'], e: ['D', 'b'], f: []} as const;
type Task = keyof typeof house;
const tasks = Object.keys(house) as Task[];
const order: Order<Task> = {
  after: (task) => house[task],
  isAlone: (task) => task === task.toUpperCase(),
};

/** Do all tasks, noting what went on beside what, each for as many turns as `lasts` says. */
async function watched(lanes: number, lasts: (task: Task) => number, fails?: Task): Promise<string[]> {
  const going = new Set<Task>();
  const done = new Set<Task>();
  const log: string[] = [];
  await inLanes(
    tasks,
    Array.from({length: lanes}, (_, lane) => lane),
    order,
    async (task) => {
      for (const parent of house[task]) if (!done.has(parent)) throw new Error(`${task} before ${parent}`);
      going.add(task);
      log.push([...going].sort().join(''));
      for (let turn = lasts(task); turn > 0; turn--) await Promise.resolve();
      going.delete(task);
      if (task === fails) throw new Error(`${task} fails`);
      done.add(task);
      return task;
    },
  ).catch((error: Error) => log.push(error.message, [...going].join('')));
  return log;
}

describe('tasks in lanes', () => {
  it('go on beside each other, each after what it stands on, and give their results in order', async () => {
    for (const lanes of [1, 2, 3, 9]) {
      const made = await inLanes(
        tasks,
        Array.from({length: lanes}, (_, lane) => lane),
        order,
        async (task) => `${task}!`,
      );
      expect(made).toEqual(['a!', 'b!', 'c!', 'D!', 'e!', 'f!']);
      for (let lasts = 0; lasts < 40; lasts++) {
        const log = await watched(lanes, (task) => 1 + ((task.charCodeAt(0) * lasts) % 7));
        expect(log).toHaveLength(tasks.length);
        for (const beside of log) {
          expect(beside.length).toBeLessThanOrEqual(lanes);
          if (beside.includes('D')) expect(beside).toBe('D');
        }
        expect(log.some((beside) => beside.length > 1)).toBe(lanes > 1);
      }
    }
  });

  it('let what must be alone go before all that is ready', async () => {
    // a and b are begun together; D waits for both, and c, e and f for D
    expect((await watched(2, () => 3)).slice(0, 3)).toEqual(['a', 'ab', 'D']);
  });

  it('wait for what had begun when one fails, and begin nothing more', async () => {
    const log = await watched(2, (task) => (task === 'a' ? 1 : 20), 'a');
    expect(log).toEqual(['a', 'ab', 'a fails', '']);
  });
});
