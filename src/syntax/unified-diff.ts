// The difference of two texts as a unified diff, as `diff -u` and `git apply` know it.
// E. Myers, An O(ND) Difference Algorithm and Its Variations: http://www.xmailserver.org/diff2.pdf

/** The diff of a file, three lines around each change; empty where nothing differs. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const rows = rowsOf(old, now);
  const hunks = hunksOf(rows).map(({ from, to }) => hunkText(rows, from, to));
  const path = file.replace(/^\/+/, '');
  return hunks.length === 0 ? '' : `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
}

/** The lines with their ends: a last line without one differs from the same line with one. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

interface Row {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

function rowsOf(old: readonly string[], now: readonly string[]): readonly Row[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const as = (sign: Row['sign'], lines: readonly string[]) =>
    lines.map((line): Row => ({ sign, line }));
  return [
    ...as(' ', old.slice(0, head)),
    ...changedRows(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...as(' ', old.slice(old.length - tail)),
  ];
}

/** More changes than this are told as one replacement: the search grows with their square. */
const MOST_CHANGES = 500;

function changedRows(old: readonly string[], now: readonly string[]): readonly Row[] {
  const trails = trailsOf(old, now);
  const rows: Row[] = [];
  let [x, y] = [old.length, now.length];
  if (trails === undefined) {
    return [
      ...old.map((line): Row => ({ sign: '-', line })),
      ...now.map((line): Row => ({ sign: '+', line })),
    ];
  }
  for (let depth = trails.length - 1; depth > 0; depth--) {
    const before = trails[depth - 1]!;
    const k = x - y;
    const down = k === -depth || (k !== depth && reach(before, k - 1) < reach(before, k + 1));
    const from = down ? k + 1 : k - 1;
    const startX = reach(before, from);
    const startY = startX - from;
    for (; x > startX + (down ? 0 : 1) && y > startY + (down ? 1 : 0); x--, y--) {
      rows.push({ sign: ' ', line: old[x - 1]! });
    }
    if (down) rows.push({ sign: '+', line: now[--y]! });
    else rows.push({ sign: '-', line: old[--x]! });
  }
  for (; x > 0; x--) rows.push({ sign: ' ', line: old[x - 1]! });
  return rows.reverse();
}

type Trail = ReadonlyMap<number, number>;

function reach(trail: Trail, k: number): number {
  return trail.get(k) ?? -1;
}

/** For each number of changes, how far into `old` each diagonal gets; undefined where there are too many. */
function trailsOf(old: readonly string[], now: readonly string[]): readonly Trail[] | undefined {
  const trails: Trail[] = [];
  for (let depth = 0; depth <= MOST_CHANGES; depth++) {
    const before = trails.at(-1);
    const trail = new Map<number, number>();
    trails.push(trail);
    for (let k = -depth; k <= depth; k += 2) {
      const down =
        before === undefined ||
        k === -depth ||
        (k !== depth && reach(before, k - 1) < reach(before, k + 1));
      let x = before === undefined ? 0 : down ? reach(before, k + 1) : reach(before, k - 1) + 1;
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++;
      trail.set(k, x);
      if (x >= old.length && x - k >= now.length) return trails;
    }
  }
  return undefined;
}

const around = 3;

/** The stretches of rows that hold changes and what stands around them. */
function hunksOf(rows: readonly Row[]): readonly { from: number; to: number }[] {
  const hunks: { from: number; to: number }[] = [];
  for (const [at, { sign }] of rows.entries()) {
    if (sign === ' ') continue;
    const from = Math.max(0, at - around);
    const to = Math.min(rows.length, at + around + 1);
    const last = hunks.at(-1);
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks;
}

function hunkText(rows: readonly Row[], from: number, to: number): string {
  const count = (some: readonly Row[], without: Row['sign']) =>
    some.filter(({ sign }) => sign !== without).length;
  const own = rows.slice(from, to);
  const side = (without: Row['sign']) => {
    const lines = count(own, without);
    const start = count(rows.slice(0, from), without);
    return `${lines === 0 ? start : start + 1},${lines}`;
  };
  const body = own.map(({ sign, line }) =>
    line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ -${side('+')} +${side('-')} @@\n${body.join('')}`;
}
