// A folder of raw AWS CLI outputs answers one question for each reason to be denied.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import type { StatementSource } from '../../src/model/decision.ts';
import { loadWorld } from '../../src/world/load.ts';
import type { WorldRequest } from '../../src/world/request.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import { questions } from './questions.ts';

const folder = 'fixtures/worlds/cli-outputs';
const world = await loadWorld([folder]);
const clock = new Date('2026-06-01T09:00:00Z');

function decided(ask: WorldRequest) {
  const resolution = resolveRequest(world, ask, { clock });
  if (resolution.kind !== 'resolved') throw new Error(JSON.stringify(resolution));
  return decide(resolution.policies, resolution.request);
}

it.each(questions)('$title', ({ ask, reason, sid, file }) => {
  const decision = decided(ask);
  expect(decision).toMatchObject({ verdict: 'deny', reason });
  const sources = decision.determining as readonly StatementSource[];
  expect(sources.map((source) => source.sid)).toEqual(sid === undefined ? [] : [sid]);
  if (file === undefined) return;
  const [source] = sources;
  expect(source?.file).toBe(`${folder}/${file}`);
  const { start, end } = source!.span!;
  const written = readFileSync(source!.file!, 'utf8').slice(start.offset, end.offset);
  expect(written.replaceAll('\\n', '').replaceAll('\\"', '"')).toContain(`"Sid": "${sid}"`);
  expect(written).toMatch(/^\{.*\}$/s);
});

it('tells every question in its README, with the reason', () => {
  const readme = readFileSync(`${folder}/README.md`, 'utf8');
  for (const { ask, reason } of questions) {
    expect(readme).toContain(reason);
    expect(readme).toContain(`--action ${ask.action}`);
    expect(readme).toContain(`--key ${ask.key}`);
  }
});

it.each([
  ['alice', 'kms:Decrypt', 'alias/orders', 'identity-policy'],
  ['role/DataPipeline/nightly', 'kms:Decrypt', 'alias/payroll', 'key-policy'],
] as const)('%s may %s with %s: %s', (principal, action, key, reason) => {
  expect(decided({ principal, action, key })).toMatchObject({ verdict: 'allow', reason });
});

it('decides anew in each Region of a multi-Region key', () => {
  const ask = { principal: 'alice', action: 'kms:DescribeKey', key: 'alias/signatures' };
  expect(resolveRequest(world, ask, { clock })).toMatchObject({
    kind: 'error',
    diagnostics: [{ code: 'request-region' }],
  });
  expect(decided({ ...ask, region: 'eu-west-1' }).verdict).toBe('allow');
});

it('compiles the policies of one caller, key and endpoint once', () => {
  const ask = { principal: 'alice', action: 'kms:Decrypt', key: 'alias/orders' };
  const [one, other] = [
    resolveRequest(world, ask, { clock }),
    resolveRequest(world, ask, { clock }),
  ];
  expect(
    one.kind === 'resolved' && other.kind === 'resolved' && one.policies === other.policies,
  ).toBe(true);
});
