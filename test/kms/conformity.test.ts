// Our model of the API against that of `@aws-sdk/client-kms`: operations, enums, structures and errors. Types are
// compared when this compiles: sdk-types.ts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { operations } from '../../src/kms/operations.ts';
import { createSimulator } from '../../src/kms/simulator.ts';
import { parseWorld } from '../../src/world/parse.ts';
import { calls, type Parameters } from './calls.ts';
import { alice, home, keyId, noKeyId, other, worldText } from './kit.ts';
import { conforms } from './sdk-types.ts';
import { modelledErrors } from './shape.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const sdk: Readonly<Record<string, unknown>> = await import('@aws-sdk/client-kms');
const folder = dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-kms/package.json'));
const shapes: Readonly<Record<string, ApiShape>> = apiShapes;
const names = Object.keys(operationApis) as OperationName[];

describe('the API as @aws-sdk/client-kms 3.1164.0 has it', () => {
  it('is that version', () => {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ version: '3.1164.0' });
  });

  it('has the same 56 operations, all of them rows', () => {
    const theirs = Object.keys(sdk).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
    expect(theirs).toHaveLength(56);
    expect(names).toEqual(theirs.sort());
    expect(Object.keys(operations).sort()).toEqual(theirs);
  });

  it('has types that accept our responses, and inputs that we accept', () => {
    expect(Object.values(conforms)).toEqual([true, true, true, true, true]);
  });

  it('has the same values in every enum', () => {
    const theirs = Object.entries(sdk).flatMap(([name, value]) => {
      const entries = Object.entries(value as object);
      const isEnum = entries.length > 0 && entries.every(([key, entry]) => key === entry);
      return typeof value === 'object' && isEnum
        ? [[name, Object.keys(value as object).sort()]]
        : [];
    });
    const ours = Object.entries(shapes).flatMap(([name, shape]) =>
      shape.kind === 'string' && shape.enum ? [[name, [...shape.enum].sort()]] : [],
    );
    expect(theirs.length).toBeGreaterThan(25);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  });

  it('has the same members in every structure, and requires the same', () => {
    const compared = [];
    for (const [name, shape] of Object.entries(shapes)) {
      if (shape.kind !== 'structure') continue;
      // Its schemas list the required members first, and how many they are at the end.
      const schema = sdk[`${name}$`] as readonly [3, string, string, 0, string[], unknown, number?];
      const [, , , , members, , required = 0] = schema;
      compared.push(name);
      const ours = {
        name,
        members: Object.keys(shape.members).sort(),
        required: [...shape.required],
      };
      const theirs = { name, members: [...members].sort(), required: members.slice(0, required) };
      expect({ ...ours, required: ours.required.sort() }).toEqual({
        ...theirs,
        required: theirs.required.sort(),
      });
    }
    expect(compared.length).toBeGreaterThan(100);
  });

  it.each(names)('lists the errors of %s', (name) => {
    const path = join(folder, 'dist-types/commands', `${name}Command.d.ts`);
    const theirs = [...readFileSync(path, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)]
      .map(([, error]) => error!)
      .filter((error) => error !== 'KMSServiceException');
    expect([...operationApis[name].errors].sort()).toEqual(theirs.sort());
  });
});

// The kit of these tests expects of every error that the operation lists it. Here the ways to be wrong meet every
// operation; what stays is listed with its reason.
describe('an operation answers only errors that the API lists for it', () => {
  const arn = (id: string, account = home, region = 'us-east-1', service = 'kms') =>
    `arn:aws:${service}:${region}:${account}:${id}`;
  const wrongNames = [
    noKeyId,
    'no key',
    'alias/none',
    'alias/aws/s3',
    arn('key/none'),
    arn(`key/${noKeyId}`),
    arn(`key/${keyId}`, home, 'eu-west-1'),
    arn(`key/${keyId}`, home, 'us-east-1', 's3'),
    arn(`key/${keyId}`, other),
    arn(`key/${keyId}`, 'somebody'),
    arn('alias/app'),
    arn('table/t'),
    'arn:aws:kms',
  ];
  const wrongMembers: readonly Parameters[] = [
    { GrantTokens: ['bm8gdG9rZW4='] },
    { GrantToken: 'bm8gdG9rZW4=' },
    { GrantId: 'none' },
    { Marker: 'none' },
    { DryRun: true },
    { PolicyName: 'other' },
    { Policy: '{}' },
    { Policy: `{"Version":"2012-10-17","Statement":[]}${' '.repeat(40_000)}` },
    { Tags: [{ TagKey: 'aws:x', TagValue: '' }] },
    { Tags: Array.from({ length: 60 }, (_, at) => ({ TagKey: `t${at}`, TagValue: '' })) },
    { TagKeys: ['aws:x'] },
    { Origin: 'AWS_CLOUDHSM' },
    { Origin: 'EXTERNAL_KEY_STORE', XksKeyId: 'x' },
    { CustomKeyStoreId: 'cks-1' },
    { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' },
    { KeyPairSpec: 'SM2' },
    { WrappingKeySpec: 'SM2' },
    { WrappingAlgorithm: 'RSAES_PKCS1_V1_5' },
    { EncryptionAlgorithm: 'SM2PKE' },
    { SigningAlgorithm: 'SM2DSA' },
    { GranteePrincipal: 'nobody' },
    { RetiringPrincipal: 'nobody' },
    { ReplicaRegion: 'mars-north-1' },
    { ReplicaRegion: 'cn-north-1' },
    { PrimaryRegion: 'mars-north-1' },
    { AliasName: 'alias/aws/mine' },
    { AliasName: 'alias/app' },
    { AliasName: 'other' },
    { PendingWindowInDays: 3 },
    { KeyMaterialId: '0'.repeat(64) },
    { Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: 'eA==' } },
    { ImportToken: 'eA==' },
    { CiphertextBlob: 'eA==' },
    { Signature: 'eA==' },
    { Mac: 'eA==' },
    { PublicKey: 'eA==' },
  ];

  const exceptions = [
    // Custom key stores are not modelled; the error that says so is one of other operations.
    'ConnectCustomKeyStore UnsupportedOperationException',
    'CreateCustomKeyStore UnsupportedOperationException',
    'DeleteCustomKeyStore UnsupportedOperationException',
    'DisconnectCustomKeyStore UnsupportedOperationException',
    'UpdateCustomKeyStore UnsupportedOperationException',
  ];

  const { world } = parseWorld(worldText(`[{ id: ${keyId}, aliases: [alias/app] }]`));

  it('but those of custom key stores', async () => {
    const found = new Set<string>();
    let count = 0;
    for (const operation of names) {
      const shape = shapes[operationApis[operation].input] as ApiShape & { kind: 'structure' };
      const simulator = createSimulator(world!);
      const kit = {
        call: (principal: string, name: string, parameters: Parameters) =>
          simulator.simulate({ principal, operation: name, parameters }),
      } as never;
      const subject = { id: keyId, arn: arn(`key/${keyId}`), spec: 'SYMMETRIC_DEFAULT', usage: '' };
      const good = (await calls[operation]?.(subject, kit)) ?? {
        CustomKeyStoreId: 'cks-1',
        CustomKeyStoreName: 'store',
      };
      const own = (members: Parameters) =>
        Object.fromEntries(
          Object.entries(members).filter(([name]) => Object.hasOwn(shape.members, name)),
        );
      const places = ['KeyId', 'TargetKeyId', 'SourceKeyId', 'DestinationKeyId'].filter((name) =>
        Object.hasOwn(shape.members, name),
      );
      const inputs = [
        good,
        ...places.flatMap((place) => wrongNames.map((name) => ({ ...good, [place]: name }))),
        ...wrongMembers.map((members) => ({ ...good, ...own(members) })),
      ];
      for (const parameters of inputs) {
        const { error } = await simulator.simulate({
          principal: alice,
          operation,
          parameters: own(parameters),
          region: 'us-east-1',
        });
        count++;
        if (error && !modelledErrors(operation).includes(error.name)) {
          found.add(`${operation} ${error.name}`);
        }
      }
    }
    expect([...found].sort()).toEqual(exceptions);
    expect(count).toBeGreaterThan(2000);
  });
});
