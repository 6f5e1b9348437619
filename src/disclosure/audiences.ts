/** Who reads a build: people behind a login, or everybody. */
export const audiences = ['internal', 'public'] as const;
export type Tier = (typeof audiences)[number];
