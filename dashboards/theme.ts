/**
 * Colours and type of every chart. One colour means one thing on every page; the values live in theme.css, so that
 * light, dark and print follow from the same tokens. A chart about something outside this list takes `other`, with
 * `ink` for the one part its sentence is about.
 */
export const colours = {
  /** Everybody who is due something. */
  entitled: 'var(--entitled)',
  notified: 'var(--notified)',
  /** Account known. */
  registered: 'var(--registered)',
  /** No account yet: who this is about. */
  missing: 'var(--missing)',
  paid: 'var(--paid)',
  /** What is no step on the way from entitled to paid. */
  other: 'var(--other)',
  ink: 'var(--ink)',
  quiet: 'var(--quiet)',
  rule: 'var(--rule)',
  accent: 'var(--accent)',
} as const;

/** What every chart shares; the rest of a chart is its own. */
export const base = {
  className: 'plot',
  style: {fontFamily: 'var(--sans)', fontSize: '13px', background: 'transparent', color: 'var(--ink)'},
} as const;

/** Dashes that tell lines of one colour apart, the first the plainest. */
export const dashes = ['', '7 3', '2 3', '9 3 2 3'] as const;

/** Below this width a chart stacks what it otherwise sets side by side. */
export const narrow = 520;
