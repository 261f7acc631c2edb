// Input that nobody sends by mistake: the answer is an error of the API, and comes quickly.
import { describe, expect, it } from 'vitest';
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { createSimulator } from '../../src/kms/simulator.ts';
import { parseWorld } from '../../src/world/parse.ts';
import { calls, type Parameters } from './calls.ts';
import { alice, createKit, keyArn, keyId, region, worldText } from './kit.ts';

const shapes: Readonly<Record<string, ApiShape>> = apiShapes;
const names = Object.keys(operationApis) as OperationName[];
const { world } = parseWorld(worldText());
const subject = { id: keyId, arn: keyArn, spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT' };

/** What a call ends in: the name of its error, or nothing. */
async function ends(operation: string, parameters: unknown, withRegion = true) {
  const simulator = createSimulator(world!);
  const { error, event, explanations } = await simulator.simulate({
    principal: alice,
    operation,
    parameters: parameters as Parameters,
    ...(withRegion ? { region } : {}),
  });
  expect(JSON.stringify(event).length).toBeLessThan(10_000_000);
  expect(explanations).toBeDefined();
  return error?.name;
}

function membersOf(operation: OperationName): readonly string[] {
  return Object.keys((shapes[operationApis[operation].input] as { members: object }).members);
}

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at++) value = wrap(value);
  return value;
}

const refused = ['SerializationException', 'ValidationException'];

describe('hostile input', () => {
  it('parameters that are no structure', async () => {
    for (const wrong of ['text', 5, true, [], [{}], new Date(), new Uint8Array(3), () => 1]) {
      expect(await ends('Encrypt', wrong)).toBe('SerializationException');
      expect(await ends('Encrypt', wrong, false)).toBe('SerializationException');
    }
    expect(await ends('Encrypt', null)).toBe('ValidationException');
    expect(await ends('Encrypt', null, false)).toBe('ValidationException');
  });

  it('operations that are none', async () => {
    for (const operation of [
      '__proto__',
      'constructor',
      'toString',
      '',
      'encrypt',
      'x'.repeat(1e6),
    ]) {
      expect(await ends(operation, {})).toBe('UnknownOperationException');
    }
  });

  it.each(names)('every member of %s with a value of every other type', async (operation) => {
    const good = (await calls[operation]?.(subject, createKit())) ?? {};
    for (const member of membersOf(operation)) {
      const shape =
        shapes[
          (shapes[operationApis[operation].input] as { members: Record<string, string> }).members[
            member
          ]!
        ]!;
      for (const [type, value] of Object.entries(values)) {
        if ((fitting[shape.kind] as readonly string[]).includes(type)) continue;
        const name = await ends(operation, { ...good, [member]: value });
        expect({ member, type, refused: refused.includes(name ?? '') }).toEqual({
          member,
          type,
          refused: true,
        });
      }
    }
  });

  it.each(names)(
    'every member of %s with a text of a megabyte, and nested 10,000 deep',
    async (operation) => {
      const good = (await calls[operation]?.(subject, createKit())) ?? {};
      const started = performance.now();
      for (const member of membersOf(operation)) {
        for (const value of huge) {
          const name = await ends(operation, { ...good, [member]: value });
          // No crash and no success; some members have no limit but the key's.
          expect({ member, known: name === undefined || /Exception$/.test(name) }).toEqual({
            member,
            known: true,
          });
        }
      }
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );

  it.each([
    ['base64', 'a'.repeat(20_000_000), 'ValidationException'],
    ['what is almost base64', `${'a'.repeat(20_000_000)}?`, 'SerializationException'],
    ['padding', '='.repeat(20_000_000), 'SerializationException'],
  ])('a blob of twenty megabytes of %s', async (_, Plaintext, name) => {
    expect(await ends('Encrypt', { KeyId: keyId, Plaintext })).toBe(name);
  });

  it('members with the names of what every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
      const evil = JSON.parse(
        `{ "KeyId": "${keyId}", "Plaintext": "eA==", "${name}": { "x": 1 } }`,
      );
      expect(await ends('Encrypt', evil)).toBe('ValidationException');
    }
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('an encryption context whose keys are the names of what every object has', async () => {
    const kit = createKit();
    const EncryptionContext = JSON.parse(
      '{ "__proto__": "a", "constructor": "b", "toString": "c" }',
    );
    const { CiphertextBlob } = await kit.answer(alice, 'Encrypt', {
      KeyId: keyId,
      Plaintext: Buffer.from('hello'),
      EncryptionContext,
    });
    const decrypt = (context: object) =>
      kit.call(alice, 'Decrypt', { CiphertextBlob, EncryptionContext: context });
    expect((await decrypt(EncryptionContext)).error).toBeUndefined();
    for (const text of ['{}', '{ "constructor": "b", "toString": "c" }', '{ "__proto__": "a" }']) {
      expect((await decrypt(JSON.parse(text))).error?.name).toBe('InvalidCiphertextException');
    }
  });

  it('an encryption context with keys that differ by case only', async () => {
    const EncryptionContext = { A: '1', a: '2' };
    expect(await ends('Encrypt', { KeyId: keyId, Plaintext: 'aGk=', EncryptionContext })).toBe(
      'ValidationException',
    );
  });

  it('a getter is read once, and what it throws is the caller’s own', async () => {
    let count = 0;
    const parameters = {
      KeyId: keyId,
      get Plaintext() {
        return count++ === 0 ? Buffer.from('first') : 5;
      },
    };
    expect(await ends('Encrypt', parameters)).toBeUndefined();
    expect(count).toBe(1);
    const thrown = new RangeError('mine');
    const throwing = {
      KeyId: keyId,
      get Plaintext() {
        throw thrown;
      },
    };
    await expect(ends('Encrypt', throwing)).rejects.toBe(thrown);
  });

  it.each([
    ['100,000 tags', 'TagException', 'TagResource', { KeyId: keyId, Tags: tags('x') }],
    ['100,000 wrong tags', 'ValidationException', 'TagResource', { KeyId: keyId, Tags: tags('') }],
    [
      '100,000 tag keys',
      undefined,
      'UntagResource',
      { KeyId: keyId, TagKeys: many((at) => `k${at}`) },
    ],
    ['100,000 tags of a new key', 'TagException', 'CreateKey', { Tags: tags('x') }],
    [
      '100,000 grant tokens',
      'ValidationException',
      'DescribeKey',
      { KeyId: keyId, GrantTokens: many(() => 'x') },
    ],
    [
      '100,000 operations',
      'ValidationException',
      'CreateGrant',
      { KeyId: keyId, GranteePrincipal: alice, Operations: many(() => 'x') },
    ],
    [
      '20,000 pairs',
      undefined,
      'Encrypt',
      { KeyId: keyId, Plaintext: 'aGk=', EncryptionContext: pairs(20_000) },
    ],
    ['100,000 unknown members', 'ValidationException', 'Encrypt', pairs(100_000)],
  ])('%s', async (_, expected, operation, parameters) => {
    const started = performance.now();
    expect(await ends(operation, parameters)).toBe(expected);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const values = {
  string: 'text',
  number: 5,
  fraction: 1.5,
  notANumber: Number.NaN,
  bigint: 5n,
  true: true,
  list: ['x', 5],
  nestedList: [[[]]],
  object: { x: 1 },
  nestedObject: { x: { y: [] } },
  date: new Date(0),
  invalidDate: new Date(Number.NaN),
  bytes: new Uint8Array([1, 2, 3]),
  function: () => 'x',
  symbol: Symbol('x'),
};

/** The types of values that a shape takes, or that have a text of their own elsewhere. */
const fitting = {
  structure: [],
  list: [],
  map: [],
  string: ['string'],
  blob: ['bytes', 'string'],
  integer: ['number'],
  boolean: ['true'],
  timestamp: ['date', 'number', 'fraction'],
} as const;

const megabyte = 'a'.repeat(1 << 20);
const huge = [
  megabyte,
  [megabyte],
  { key: megabyte },
  [{ TagKey: megabyte, TagValue: megabyte }],
  nested(10_000, (inner) => [inner]),
  nested(10_000, (inner) => ({ x: inner })),
];

function many<T>(make: (at: number) => T): T[] {
  return Array.from({ length: 100_000 }, (_, at) => make(at));
}

function tags(prefix: string) {
  return many((at) => ({ TagKey: prefix && `${prefix}${at}`, TagValue: '' }));
}

function pairs(count: number): Record<string, string> {
  return Object.fromEntries(many((at) => [`key${at}`, 'value']).slice(0, count));
}
