// Files that are wrong in any way are answered with diagnostics, never with a crash, and in time.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decide } from '../../src/engine/decide.ts';
import { worldFromFiles } from '../../src/world/files.ts';
import { loadWorld } from '../../src/world/load.ts';
import { redactFiles } from '../../src/world/redact.ts';
import type { WorldRequest } from '../../src/world/request.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import { renderWorld, showWorld } from '../../src/world/show.ts';

const folder = 'fixtures/worlds/cli-outputs/';
const world = await loadWorld([folder]);
const files = world.files.map(({ path }) => {
  const text = readFileSync(path, 'utf8');
  return {
    path: path.slice(folder.length),
    value: path.endsWith('.json') ? JSON.parse(text) : parse(text),
  };
});
const clock = new Date(0);

/** A value with one of its parts, chosen by `at`, replaced. */
function mutated(value: unknown, at: number, instead: unknown): unknown {
  let left = at;
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return instead;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '*',
    [],
    {},
    [[]],
    0,
    true,
    'arn:',
    'arn:aws:kms:::key/',
    '{',
    '%7B',
    '%7B%',
    { Statement: 5 },
    '__proto__',
  ),
  fc.json().map((text) => JSON.parse(text)),
  fc.string(),
);

describe('a folder with one part replaced', () => {
  it('is a world, or has diagnostics', () => {
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.nat(300), strange, (file, at, instead) => {
        const inputs = files.map(({ path, value }, index) => ({
          path,
          text: JSON.stringify(index === file ? (mutated(value, at, instead) ?? null) : value),
        }));
        const { world: read, diagnostics } = worldFromFiles(inputs, () => undefined);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(read === undefined).toBe(errors.length > 0);
        for (const error of errors) expect(error.message).not.toMatch(/undefined|\[object/);
        redactFiles(inputs);
        if (!read) return;
        expect(renderWorld(showWorld(read))).toContain('Files');
        const ask = { principal: 'alice', action: 'kms:Decrypt', key: 'alias/orders' };
        const resolution = resolveRequest(read, ask, { clock });
        if (resolution.kind === 'resolved') decide(resolution.policies, resolution.request);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a request with anything in it', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'alice',
      'alias/orders',
      'kms:Decrypt',
      'role/',
      'user/',
      'arn:aws:iam::111122223333:role/',
      'arn:aws:sts::111122223333:assumed-role/a/b/c',
      'sts:AssumeRole',
      'role/Engineering',
      '*',
      'constructor',
      '__proto__',
    ),
  );
  it('is resolved, unknown or an error', () => {
    const request = fc.record(
      {
        principal: fc.oneof(text, strange),
        action: text,
        key: text,
        resource: text,
        region: text,
        via: text,
        vpcEndpoint: text,
        context: strange,
      },
      { requiredKeys: ['principal', 'action'] },
    );
    fc.assert(
      fc.property(request, (ask) => {
        const resolution = resolveRequest(world, ask as WorldRequest, { clock });
        expect(['resolved', 'unknown', 'error']).toContain(resolution.kind);
        if (resolution.kind === 'error') expect(resolution.diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

it('reads an account of 5,000 users and 2,000 keys in seconds, and answers at once', () => {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
  };
  const users = Array.from({ length: 5000 }, (_, index) => ({
    UserName: `user${index}`,
    Arn: `arn:aws:iam::111122223333:user/user${index}`,
    UserPolicyList: [
      { PolicyName: 'one', PolicyDocument: encodeURIComponent(JSON.stringify(document)) },
    ],
  }));
  const keyOf = (index: number) => `1234abcd-12ab-34cd-56ef-${String(index).padStart(12, '0')}`;
  const keys = Array.from({ length: 2000 }, (_, index) => ({
    path: `111122223333/us-east-1/${keyOf(index)}/get-key-policy.json`,
    text: JSON.stringify({
      Policy: JSON.stringify({
        ...document,
        Statement: [{ ...document.Statement[0], Principal: '*' }],
      }),
    }),
  }));
  const inputs = [
    { path: 'details.json', text: JSON.stringify({ UserDetailList: users }, null, 2) },
    ...keys,
  ];
  const start = performance.now();
  const { world: large } = worldFromFiles(inputs, () => undefined);
  expect(large?.accounts.get('111122223333')?.keys).toHaveLength(2000);
  expect(performance.now() - start).toBeLessThan(15_000);
  const asked = performance.now();
  for (let index = 0; index < 500; index++) {
    const ask = { principal: `user/user${index}`, action: 'kms:Decrypt', key: keyOf(index) };
    expect(resolveRequest(large!, ask, { clock }).kind).toBe('resolved');
  }
  expect(performance.now() - asked).toBeLessThan(5_000);
});
