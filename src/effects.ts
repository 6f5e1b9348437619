/** What a pipeline may do to the world outside, given by whoever starts it. */
export interface Effects {
  readonly now: () => Date;
  readonly progress: {
    step(verb: string, what: string): {done(outcome: string): void};
    note(text: string): void;
  };
}
