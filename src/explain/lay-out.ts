// Lays lines out: indents them and wraps sentences at a width.

/** What a piece of text is, for whoever colours it. */
export type Style = 'allow' | 'deny' | 'heading' | 'strong' | 'code' | 'faint';

/** Colours a text. */
export type Colour = (style: Style, text: string) => string;

/** No colours. */
export const plain: Colour = (_, text) => text;

/** One line before it is wrapped. `hang` indents the lines after the first further. */
export interface Line {
  readonly text: string;
  readonly indent: number;
  readonly hang?: number;
  readonly wrap?: boolean;
  readonly style?: Style;
}

/** Joins lines, each indented, wrapped where it may be, and coloured. */
export function layOut(lines: readonly Line[], width: number, colour: Colour): string {
  return lines.flatMap((line) => rowsOf(line, width, colour)).join('\n');
}

function rowsOf(line: Line, width: number, colour: Colour): readonly string[] {
  const { text, indent, hang = 0, wrap = false, style } = line;
  const room = Math.max(20, width - indent - hang);
  const rows = wrap ? wrapped(text, room + hang, room) : [text];
  return rows.map((row, index) => {
    const space = ' '.repeat(indent + (index === 0 ? 0 : hang));
    return `${space}${style === undefined ? row : colour(style, row)}`.trimEnd();
  });
}

/** Breaks a text at spaces; a word that is longer than the room stands alone. */
function wrapped(text: string, first: number, others: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    const room = rows.length === 0 ? first : others;
    if (row !== '' && row.length + 1 + word.length > room) {
      rows.push(row);
      row = word;
    } else {
      row = row === '' ? word : `${row} ${word}`;
    }
  }
  rows.push(row);
  return rows;
}
