// The steps of a story, as a numbered table: who does what with which parameters, and the answer. Policies
// that a step writes stand below the table.
import { parseDocument } from 'yaml';
import { caller, cell, circumstances, code, decision, shortArn } from './docs-scenarios-words.mjs';

/** The lines of a story's steps. */
export function steps(scenario, several) {
  return [
    '| | Step | Answer |',
    '|---|---|---|',
    ...scenario.steps.map(
      (step, index) => `| ${index + 1} | ${done(step, several)} | ${answered(step.expect)} |`,
    ),
    ...policies(scenario),
  ];
}

function done(step, several) {
  const {
    name,
    principal,
    action,
    operation,
    key,
    resource,
    parameters = {},
    save,
    advance,
  } = step;
  const on = key ?? resource;
  const time = advance === undefined ? '' : `${later(advance)}: `;
  const where = on === undefined ? '' : ` on ${value(on, several)}`;
  const what = `${time}${caller(principal, several)}: ${code(operation ?? action)}${where}`;
  const given = Object.entries(parameters).map(
    ([name, entry]) =>
      `${code(name)} = ${isPolicy(entry) ? 'the policy below' : value(entry, several)}`,
  );
  const kept = Object.entries(save ?? {}).map(([as, path]) => `${code(path)} as _${as}_`);
  return cell(
    [
      `**${name}**`,
      [what, ...circumstances(step)].join('; '),
      ...(given.length > 0 ? [given.join('; ')] : []),
      ...(kept.length > 0 ? [`keeps ${kept.join(', ')}`] : []),
    ].join('<br>'),
  );
}

const units = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** `7d` in words. */
function later(advance) {
  const count = Number(advance.slice(0, -1));
  const unit = units[advance.at(-1)];
  return `${count} ${unit}${count === 1 ? '' : 's'} later`;
}

function answered({ verdict, error, result, ...expect }) {
  return cell(
    [
      ...(verdict === undefined ? [] : decision({ verdict, ...expect })),
      ...(error ? [failure(verdict, error)] : []),
      ...Object.entries(result ?? {}).map(([name, entry]) => `${code(name)} ${answer(entry)}`),
    ].join('<br>'),
  );
}

/** The error of a denial, or one that AWS KMS has for other reasons. */
function failure(verdict, { name, code: diagnostic, message }) {
  const said = `${code(name ?? diagnostic)}${message ? `: “${message}”` : ''}`;
  if (verdict === 'deny') return said;
  return verdict === 'allow' ? `but AWS KMS answers ${said}` : `no decision: ${said}`;
}

function answer(entry) {
  if (entry === null) return 'is absent';
  return entry.bytes === undefined ? `= ${value(entry, false)}` : `has ${entry.bytes} bytes`;
}

/** A value as people write it: a text in quotes, what an earlier step kept by its name. */
function value(entry, several) {
  if (typeof entry === 'string') return code(shortArn(entry, several));
  if (typeof entry !== 'object' || entry === null) return code(String(entry));
  if (Array.isArray(entry)) {
    return entry.length === 0 ? 'none' : entry.map((one) => value(one, several)).join(', ');
  }
  const { saved, text, file, bytes } = entry;
  if (saved !== undefined) return `_${saved}_`;
  if (text !== undefined) return `“${text}”`;
  if (file !== undefined) return `the file ${code(file.split('/').at(-1))}`;
  if (bytes !== undefined) return `${bytes} bytes`;
  const members = Object.entries(entry).map(([name, one]) => {
    return one === null ? `no ${code(name)}` : `${code(name)}: ${value(one, several)}`;
  });
  return `(${members.join(', ')})`;
}

function isPolicy(entry) {
  return typeof entry === 'object' && entry !== null && 'Statement' in entry;
}

/** The policies that steps write, as the file has them. */
function policies({ text, steps: all }) {
  const document = parseDocument(text);
  return all.flatMap(({ parameters = {} }, index) => {
    if (!isPolicy(parameters.Policy)) return [];
    const [start, end] = document.getIn(['steps', index, 'parameters', 'Policy'], true).range;
    const indent = start - text.lastIndexOf('\n', start) - 1;
    const lines = text.slice(start, end).trimEnd().split('\n');
    const written = lines.map((line, at) => (at === 0 ? line : line.slice(indent)));
    return ['', `The policy of step ${index + 1}:`, '', '```yaml', ...written, '```'];
  });
}
