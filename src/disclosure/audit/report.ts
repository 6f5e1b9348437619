/** One attack on a release and what came of it. */
export interface AuditLine {
  /** S1 to S8, as in `docs/decisions`. */
  readonly id: string;
  readonly attack: string;
  readonly passed: boolean;
  /** Whether a release that does not pass is held back; what does not gate is reported. */
  readonly gates: boolean;
  readonly tried: number;
  readonly broken: number;
  /** What the attack found: counts and names of cells, never a value. */
  readonly finding: string;
}

export interface AuditReport {
  readonly tier: string;
  readonly lines: readonly AuditLine[];
}

/** The line of an attack that went over many cells; the worst is named by id, without its value. */
export function lineOf(id: string, attack: string, tried: number, broken: readonly string[]): AuditLine {
  const worst = [...broken].sort()[0];
  return {
    ...{id, attack, tried},
    passed: broken.length === 0,
    gates: true,
    broken: broken.length,
    finding:
      worst === undefined
        ? `${tried} tried, none broken`
        : `${broken.length} of ${tried} broken, as ${worst}`,
  };
}
