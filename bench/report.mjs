// The figures as a table and as JSON.

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The figure of a row: the median of the ratios of each round, so that both sides met the same machine. */
export function figure(row, times) {
  const own = times(row.of);
  if (row.to === undefined) return median(own) / (row.divisor ?? 1);
  const other = times(row.to);
  return median(own.map((time, round) => time / other[round]));
}

/** Whether a figure meets the target of its row; undefined where there is none. */
export function isMet({ atMost, atLeast }, value) {
  if (atMost !== undefined) return value <= atMost;
  return atLeast === undefined ? undefined : value >= atLeast;
}

/** The table of the rows, as Markdown. */
export function table(results) {
  const cells = results.map(({ name, value, atMost, atLeast, met }) => [
    name,
    format(value),
    atMost !== undefined
      ? `≤ ${format(atMost)}`
      : atLeast !== undefined
        ? `≥ ${format(atLeast)}`
        : '',
    met === undefined ? '' : met ? 'met' : 'missed',
  ]);
  return markdown(['what', 'figure', 'target', ''], cells);
}

/** The table of pairs of calls, which have a bare side each. */
export function pairsTable(pairs) {
  const cells = pairs.map(({ name, bare, value, what, atMost, met }) => [
    name,
    format(bare),
    `${format(value)} ${what}`,
    `≤ ${format(atMost)}`,
    met ? 'met' : 'missed',
  ]);
  return markdown(['what', 'bare, µs', 'figure', 'target', ''], cells);
}

/** The table of the times of each job. */
export function timesTable(times) {
  const cells = times.map(({ job, size, microseconds }) => [job, size, format(microseconds)]);
  return markdown(['job', 'size', 'µs CPU'], cells);
}

function markdown(head, rows) {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column].length), 3),
  );
  const line = (row) => `| ${row.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function format(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
