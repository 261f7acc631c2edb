// Colours as functions, so that reports can be written with and without them.

/** Puts text in a colour, or leaves it as it is. */
export type Paint = Readonly<
  Record<'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold', (text: string) => string>
>;
