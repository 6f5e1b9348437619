/** What decides which tasks may go on beside each other. */
export interface Order<T> {
  /** Tasks that must be done before it, of those before it in the list. */
  readonly after: (task: T) => readonly T[];
  /** Whether nothing may go on beside it; asked again whenever a task is done. */
  readonly isAlone: (task: T) => boolean;
}

/** The order of tasks that have nothing to do with each other. */
export const besideEachOther = {after: () => [], isAlone: () => false} satisfies Order<unknown>;

/**
 * Do tasks beside each other, each as soon as those that it stands on are done.
 *
 * Of tasks that are ready the first goes first, but one that must be alone before all others: what comes after it
 * then fills every lane to the end.
 *
 * @param tasks in an order in which they could be done one by one
 * @param lanes where tasks are done, one at a time in each; what must be alone is done in the first
 * @param work does a task; `ready` holds all that could begin now, itself included
 * @returns the results in the order of the tasks
 * @throws whatever a task throws, when those that had begun are over
 */
export async function inLanes<T, L, R>(
  tasks: readonly T[],
  lanes: readonly L[],
  {after, isAlone}: Order<T>,
  work: (task: T, lane: L, ready: readonly T[]) => Promise<R>,
): Promise<R[]> {
  const results = new Map<T, R>();
  const waiting = new Set(tasks);
  const parents = new Map(
    tasks.map((task, place) => {
      const before = new Set(tasks.slice(0, place));
      return [task, after(task).filter((other) => before.has(other))];
    }),
  );
  const running = new Map<L, Promise<void>>();
  const begin = (task: T, lane: L, ready: readonly T[]): void => {
    waiting.delete(task);
    const done = work(task, lane, ready).then((result) => {
      results.set(task, result);
      running.delete(lane);
    });
    // one that fails while nobody waits for it is told when its turn comes
    done.catch(() => undefined);
    running.set(lane, done);
  };
  try {
    while (waiting.size > 0 || running.size > 0) {
      const ready = [...waiting].filter((task) => parents.get(task)!.every((parent) => results.has(parent)));
      const alone = ready.find(isAlone);
      const free = lanes.find((lane) => !running.has(lane));
      if (alone !== undefined && running.size === 0) {
        begin(alone, lanes[0]!, ready);
        await running.get(lanes[0]!);
      } else if (alone === undefined && ready.length > 0 && free !== undefined) begin(ready[0]!, free, ready);
      else await Promise.race(running.values());
    }
  } finally {
    await Promise.allSettled(running.values());
  }
  return tasks.map((task) => results.get(task)!);
}
