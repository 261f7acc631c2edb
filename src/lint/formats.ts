// The formats of lint reports by name.

/** The formats of lint reports. */
export const lintFormats = [
  'pretty',
  'concise',
  'json',
  'sarif',
  'junit',
  'github',
  'gitlab',
  'markdown',
] as const;

/** One of them. */
export type LintFormat = (typeof lintFormats)[number];
