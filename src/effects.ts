/** A step that has begun. */
export interface Step {
  done(outcome: string): void;
}

/** How a pipeline tells what it is doing: one line a step, verb first. */
export interface Progress {
  step(verb: string, what: string): Step;
  /** A part of a step: shown while it runs, and kept as a line of its own only when it took long. */
  part(verb: string, what: string): Step;
  note(text: string): void;
}

/** What a pipeline may do to the world outside, given by whoever starts it. */
export interface Effects {
  readonly now: () => Date;
  readonly progress: Progress;
}
