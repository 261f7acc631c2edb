// The shape of a JSON text: everything of it but the contents of some of its string values. A text that has the same
// bytes between those values, and no backslash, is the same JSON with other texts in it: its values can be cut out of
// it without parsing, which over millions of records that services write costs half as much.

import { flat } from './flat.ts';

/** A shape: what stands before, between and behind the values that may differ, and the path of each of them. */
export interface JsonShape {
  /** One more than there are values. */
  readonly literals: readonly string[];
  /** The names of members and the numbers of items that lead to each value, joined by line breaks. */
  readonly paths: readonly string[];
}

/** The most values that a shape may have. */
export const MAX_VALUES = 256;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

interface Level {
  readonly isList: boolean;
  readonly names: Set<string>;
  /** The name or number of the present member. */
  at: string;
  item: number;
}

/**
 * Reads the shape of a text that is valid JSON, without a backslash; `isFixed` tells of which paths the values belong
 * to the shape. Undefined where a name stands twice in an object.
 */
export function shapeOf(text: string, isFixed: (path: string) => boolean): JsonShape | undefined {
  const literals: string[] = [];
  const paths: string[] = [];
  const levels: Level[] = [];
  let from = 0;
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    switch (text.charCodeAt(at)) {
      case OPEN:
      case OPEN_LIST: {
        const isList = text.charCodeAt(at) === OPEN_LIST;
        levels.push({ isList, names: new Set(), at: '0', item: 0 });
        isName = !isList;
        break;
      }
      case CLOSE:
      case CLOSE_LIST:
        levels.pop();
        break;
      case COMMA:
        if (level?.isList) level.at = String(++level.item);
        isName = level?.isList === false;
        break;
      case COLON:
        isName = false;
        break;
      case QUOTE: {
        const end = text.indexOf('"', at + 1);
        if (level === undefined || end < 0) return undefined;
        if (isName) {
          level.at = text.slice(at + 1, end);
          if (level.names.has(level.at)) return undefined;
          level.names.add(level.at);
        } else {
          const path = levels.map((each) => each.at).join('\n');
          if (!isFixed(path)) {
            literals.push(flat(text.slice(from, at + 1)));
            paths.push(flat(path));
            from = end;
          }
        }
        at = end;
        break;
      }
    }
  }
  literals.push(flat(text.slice(from)));
  return paths.length > MAX_VALUES ? undefined : { literals, paths };
}
