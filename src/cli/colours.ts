// Whether and how to colour. NO_COLOR wins, then FORCE_COLOR, then whether a terminal reads along.
// https://no-color.org, https://force-color.org
import pc from 'picocolors';
import type { Colour } from '../explain/lay-out.ts';
import type { Paint } from '../scenario/report/paint.ts';
import type { Io } from './io.ts';

/** The colours of a stream. */
export function paintFor(io: Io, stream: 'stdout' | 'stderr'): Paint {
  return pc.createColors(hasColours(io, stream));
}

function hasColours({ env, stdoutIsTerminal, stderrIsTerminal }: Io, stream: string): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  const isTerminal = stream === 'stdout' ? stdoutIsTerminal : stderrIsTerminal;
  return isTerminal && env.TERM !== 'dumb';
}

/** Colours the pieces of an explanation. */
export const colourOf =
  (paint: Paint): Colour =>
  (style, text) => {
    const styles = {
      allow: paint.green,
      deny: paint.red,
      heading: paint.bold,
      strong: paint.bold,
      code: paint.dim,
      faint: paint.dim,
    };
    return styles[style](text);
  };
