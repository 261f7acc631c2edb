// Bodies that were sound once: bytes flipped, cut, doubled, put in. Each is answered, by a success where it is sound
// still, else by an error of the client in AWS's shape; and the server goes on. KEYWARD_MUTATIONS says how many.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from '../../src/server/read-json.ts';
import { alice, answered, call, keyId, start } from './kit.ts';

const bodies: readonly (readonly [string, object])[] = [
  ['Encrypt', { KeyId: keyId, Plaintext: 'aGVsbG8=', EncryptionContext: { a: 'b', ü: '☃' } }],
  ['Decrypt', { CiphertextBlob: 'AQICAHh0', EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }],
  [
    'CreateGrant',
    {
      KeyId: keyId,
      GranteePrincipal: 'arn:aws:iam::111122223333:user/bob',
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { a: 'b' } },
      DryRun: true,
    },
  ],
  ['PutKeyPolicy', { KeyId: keyId, Policy: '{"Version":"2012-10-17","Statement":[]}' }],
  ['CreateKey', { Tags: [{ TagKey: 'a', TagValue: 'b' }], KeySpec: 'SYMMETRIC_DEFAULT' }],
  ['ListKeys', { Limit: 10 }],
  ['ScheduleKeyDeletion', { KeyId: 'alias/app', PendingWindowInDays: 7 }],
  ['GenerateDataKey', { KeyId: keyId, NumberOfBytes: 32, GrantTokens: [] }],
];

const change = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'insert', 'double', 'swap'),
  at: fc.noBias(fc.integer({ min: 0, max: 9999 })).map((part) => part / 10_000),
  length: fc.integer({ min: 1, max: 12 }),
  byte: fc.oneof(
    fc.integer({ min: 0, max: 255 }),
    fc.constantFrom(...Buffer.from('{}[]":,\\0-e.tfn')),
  ),
});

function changed(
  bytes: Buffer,
  changes: readonly { kind: string; at: number; length: number; byte: number }[],
): Buffer {
  let now = bytes;
  for (const { kind, at, length, byte } of changes) {
    const place = Math.floor(at * now.length);
    const [before, after] = [now.subarray(0, place), now.subarray(place)];
    if (kind === 'flip') now = Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
    else if (kind === 'cut') now = Buffer.concat([before, after.subarray(length)]);
    else if (kind === 'insert') now = Buffer.concat([before, Buffer.alloc(length, byte), after]);
    else if (kind === 'double') now = Buffer.concat([before, after.subarray(0, length), after]);
    else now = Buffer.concat([after, before]);
  }
  return now;
}

describe('a mutated body', () => {
  it('is answered by a success or by an error of the client', { timeout: 3_600_000 }, async () => {
    const { url } = await start({ trustUnsigned: true });
    const statuses = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bodies),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async ([operation, body], changes) => {
          const { status, text, json, headers } = await answered(
            await fetch(url, {
              method: 'POST',
              headers: {
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': `TrentService.${operation}`,
                'x-keyward-principal': 'arn:aws:iam::111122223333:user/alice',
              },
              body: new Uint8Array(changed(Buffer.from(JSON.stringify(body)), changes)),
            }),
          );
          expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
          if (status !== 200) {
            expect(status, text).toBe(400);
            expect(json.__type, text).toMatch(/^[A-Za-z]+Exception$/);
          }
          const name = String(json.__type ?? 'good');
          statuses.set(name, (statuses.get(name) ?? 0) + 1);
        },
      ),
      { numRuns: Number(process.env.KEYWARD_MUTATIONS ?? 2000) },
    );
    expect((await call(url, alice, 'ListKeys')).status).toBe(200);
    // The mutations reach more than the reader of JSON.
    expect([...statuses.keys()]).toEqual(
      expect.arrayContaining(['good', 'SerializationException', 'ValidationException']),
    );
  });
});

describe('readJsonObject', () => {
  const read = (text: string) => readJsonObject(Buffer.from(text));

  it('takes what JSON.stringify writes', () => {
    const values = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 }));
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ kind: 'read', value: JSON.parse(text) });
      }),
    );
  });

  it('refuses every name that stands twice in an object, wherever that is', () => {
    const paths = fc.array(fc.constantFrom('{"a":', '[1,'), { maxLength: 10 });
    fc.assert(
      fc.property(paths, fc.string(), fc.jsonValue(), (path, name, value) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const ends = path.map((open) => (open === '[1,' ? ']' : '}')).reverse();
        const text = `{"x":${path.join('')}{${member},${member}}${ends.join('')}}`;
        expect(read(text)).toEqual({
          kind: 'refused',
          because: 'the body has a member twice in one object',
        });
      }),
    );
  });

  it('takes time that grows with the text and no faster', () => {
    for (const text of [
      `{"a":"${'\\\\'.repeat(400_000)}"}`,
      `{"a":"${'\\"'.repeat(400_000)}"}`,
      '{"a":['.repeat(100_000),
      `{${'"a":1,'.repeat(100_000)}"b":1}`,
    ]) {
      const began = performance.now();
      read(text);
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});
