// What a request for a grant may ask: by the key, by the policy, and by the grant that allows it.
import { describe, expect, it } from 'vitest';
import { grantOperations } from '../../src/catalog/grant-operations.ts';
import {
  alice,
  bob,
  createKit,
  engineering,
  expectError,
  expectErrors,
  home,
  keyArn,
  keyId,
  worldText,
} from './kit.ts';

const grant = (more: object = {}) => ({
  KeyId: keyId,
  GranteePrincipal: bob,
  Operations: ['Decrypt'],
  ...more,
});
const service = 'dynamodb.amazonaws.com';
const SourceArn = `arn:aws:dynamodb:us-east-1:${home}:table/Orders`;
const forService = { GranteePrincipal: undefined, GranteeServicePrincipal: service };
const pairs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${at}`, 'v']));

describe('CreateGrant refuses', () => {
  const either = (one: string) =>
    `Specify either ${one}Principal or ${one}ServicePrincipal, and not both.`;
  const nobody = (name: string) => `ARN does not refer to a valid principal: ${name}`;
  const equals = (EncryptionContextEquals: object) => ({
    Constraints: { EncryptionContextEquals },
  });

  it.each<[string, object, string, (string | RegExp)?]>([
    ['no grantee', { GranteePrincipal: undefined }, 'ValidationException', either('Grantee')],
    [
      'two grantees',
      { GranteeServicePrincipal: service },
      'ValidationException',
      either('Grantee'),
    ],
    [
      'two retirers',
      { RetiringPrincipal: bob, RetiringServicePrincipal: service },
      'ValidationException',
      either('Retiring'),
    ],
    [
      'a service without SourceArn',
      { ...forService, RetiringPrincipal: bob },
      'ValidationException',
      /must have a SourceArn/,
    ],
    [
      'a service that nobody retires',
      { ...forService, Constraints: { SourceArn } },
      'ValidationException',
      /must have a RetiringPrincipal/,
    ],
    [
      'a service that is none',
      {
        ...forService,
        GranteeServicePrincipal: 'dynamodb',
        Constraints: { SourceArn },
        RetiringPrincipal: bob,
      },
      'ValidationException',
      /dynamodb/,
    ],
    ['no operations', { Operations: [] }, 'ValidationException', /at least one operation/],
    [
      'an operation that no grant allows',
      { Operations: ['Decrypt', 'PutKeyPolicy'] },
      'ValidationException',
      /^1 validation error detected: Value '\[Decrypt, PutKeyPolicy\]' at 'operations'/,
    ],
    [
      'operations of other keys',
      { Operations: ['Decrypt', 'Sign', 'GenerateMac'] },
      'ValidationException',
      /\[Sign, GenerateMac\]/,
    ],
    [
      'two forms of constraint',
      { Constraints: { EncryptionContextEquals: {}, EncryptionContextSubset: {} } },
      'ValidationException',
      /not both/,
    ],
    ['nine pairs', equals(pairs(9)), 'ValidationException', /up to 8 pairs/],
    ['long values', equals({ a: 'v'.repeat(385) }), 'ValidationException', /up to 384 characters/],
    [
      'a short SourceArn',
      { Constraints: { SourceArn: 'arn:aws:s3:::orders' } },
      'ValidationException',
      /greater than or equal to 20/,
    ],
    [
      'a SourceArn without account',
      { Constraints: { SourceArn: 'arn:aws:s3:::orders-of-2026' } },
      'ValidationException',
      /id of an account/,
    ],
    ['a grantee that is a name', { GranteePrincipal: 'bob' }, 'InvalidArnException', nobody('bob')],
    [
      'a grantee that is an account id',
      { GranteePrincipal: home },
      'InvalidArnException',
      nobody(home),
    ],
    [
      'a grantee that is a service',
      { GranteePrincipal: service },
      'InvalidArnException',
      nobody(service),
    ],
    [
      'a grantee that is a group',
      { GranteePrincipal: `arn:aws:iam::${home}:group/dev` },
      'InvalidArnException',
    ],
    [
      'a grantee who does not exist',
      { GranteePrincipal: `${bob}x` },
      'InvalidArnException',
      nobody(`${bob}x`),
    ],
    [
      'a retirer that does not exist',
      { RetiringPrincipal: `${engineering}x` },
      'InvalidArnException',
      nobody(`${engineering}x`),
    ],
    [
      'a session of no role',
      { GranteePrincipal: `arn:aws:sts::${home}:assumed-role/No/one` },
      'InvalidArnException',
    ],
    ['a name with spaces', { Name: 'my app' }, 'ValidationException', /'name'/],
    ['an unknown token', { GrantTokens: ['abc'] }, 'InvalidGrantTokenException'],
  ])('%s', async (title, more, name, message) => {
    await expectErrors(createKit(), [
      {
        title,
        operation: 'CreateGrant',
        parameters: grant(more),
        name,
        ...(message === undefined ? {} : { message }),
      },
    ]);
  });

  it.each([
    ['eight pairs of long values', equals({ ...pairs(7), a: 'v'.repeat(384) })],
    ['an account as grantee', { GranteePrincipal: `arn:aws:iam::${home}:root` }],
    [
      'a principal of an account that the world does not tell',
      { GranteePrincipal: 'arn:aws:iam::777788889999:user/x' },
    ],
    ['a session', { GranteePrincipal: `arn:aws:sts::${home}:assumed-role/Engineering/one` }],
    ['a federated user', { GranteePrincipal: `arn:aws:sts::${home}:federated-user/dave` }],
    ['a SourceArn beside a person', { Constraints: { SourceArn } }],
  ])('but not %s', async (_, more) => {
    await createKit().answer(alice, 'CreateGrant', grant(more));
  });
});

describe('the operations of a grant', () => {
  const specs = [
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 11],
    ['RSA_2048', 'ENCRYPT_DECRYPT', 8],
    ['RSA_2048', 'SIGN_VERIFY', 6],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', 5],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 5],
    ['ML_DSA_44', 'SIGN_VERIFY', 6],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 6],
  ] as const;

  it.each(specs)('fit a key of %s for %s', async (KeySpec, KeyUsage, count) => {
    const kit = createKit();
    const { KeyMetadata } = await kit.answer(alice, 'CreateKey', { KeySpec, KeyUsage });
    const { KeyId } = KeyMetadata!;
    let accepted = 0;
    for (const { name } of grantOperations) {
      const outcome = await kit.call(alice, 'CreateGrant', grant({ KeyId, Operations: [name] }));
      if (outcome.error) expectError(outcome, 'ValidationException', new RegExp(`\\[${name}\\]`));
      else accepted++;
    }
    expect(accepted).toBe(count);
    const Constraints = { EncryptionContextSubset: { a: 'b' } };
    const constrained = await kit.call(
      alice,
      'CreateGrant',
      grant({ KeyId, Operations: ['DescribeKey'], Constraints }),
    );
    expect(constrained.error?.name).toBe(
      KeySpec === 'SYMMETRIC_DEFAULT' ? undefined : 'ValidationException',
    );
  });
});

describe('policies see of a request', () => {
  const rows: readonly [string, string, object, object][] = [
    [
      'its operations',
      `ForAllValues:StringEquals: { kms:GrantOperations: [Decrypt, Encrypt] }`,
      {},
      { Operations: ['Decrypt', 'DescribeKey'] },
    ],
    [
      'its grantee',
      `StringEquals: { kms:GranteePrincipal: '${bob}' }`,
      {},
      { GranteePrincipal: engineering },
    ],
    [
      'its retirer',
      `StringLike: { kms:RetiringPrincipal: '*/bob' }`,
      { RetiringPrincipal: bob },
      {},
    ],
    [
      'its grantee that is a service',
      `StringEquals: { kms:GranteeServicePrincipal: ${service} }`,
      { ...forService, Constraints: { SourceArn }, RetiringPrincipal: bob },
      {},
    ],
    [
      'its retirer that is a service',
      `StringEquals: { kms:RetiringServicePrincipal: ${service} }`,
      { RetiringServicePrincipal: service },
      {},
    ],
    [
      'the type of its constraint',
      `StringEquals: { kms:GrantConstraintType: EncryptionContextSubset }`,
      { Constraints: { EncryptionContextSubset: { a: 'b' } } },
      { Constraints: { EncryptionContextEquals: { a: 'b' } } },
    ],
    [
      'the pairs of its constraint',
      `StringEquals: { 'kms:EncryptionContext:team': blue }`,
      { Constraints: { EncryptionContextEquals: { team: 'blue' } } },
      { Constraints: { EncryptionContextEquals: { team: 'red' } } },
    ],
    [
      'the keys of its constraint',
      `ForAnyValue:StringEquals: { kms:EncryptionContextKeys: team }`,
      { Constraints: { EncryptionContextEquals: { team: 'blue' } } },
      { Constraints: { EncryptionContextEquals: { Team: 'blue' } } },
    ],
    [
      'its source',
      `ArnLike: { kms:GrantConstraintSourceArn: 'arn:aws:dynamodb:*:*:table/*' }`,
      { Constraints: { SourceArn } },
      {},
    ],
    [
      'whether a service asks',
      `Bool: { kms:GrantIsForAWSResource: 'false' }`,
      {},
      { KeyId: 'alias/none' },
    ],
  ];

  it.each(rows)('%s', async (_, condition, good, bad) => {
    const kit = createKit(
      worldText(`
      - id: ${keyId}
        policy:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:CreateGrant
              Resource: '*'
              Condition: { ${condition} }`),
    );
    await kit.answer(bob, 'CreateGrant', grant(good));
    expect((await kit.call(bob, 'CreateGrant', grant(bad))).allowed).toBe(false);
  });
});

describe('a dry run', () => {
  it('changes nothing, and tells what would be refused', async () => {
    const kit = createKit();
    const { GrantId } = await kit.answer(alice, 'CreateGrant', grant());
    const before = await kit.answer(alice, 'ListGrants', { KeyId: keyId });
    const text = 'The request would have succeeded, but the DryRun option is set.';
    const DryRun = true;
    for (const [operation, parameters] of [
      ['CreateGrant', grant()],
      ['RevokeGrant', { KeyId: keyId, GrantId }],
      ['RetireGrant', { KeyId: keyId, GrantId }],
    ] as const) {
      const ask = { ...parameters, DryRun };
      expectError(await kit.call(alice, operation, ask), 'DryRunOperationException', text);
      expectError(await kit.call(bob, operation, ask), 'AccessDeniedException');
    }
    const sign = grant({ Operations: ['Sign'], DryRun });
    expectError(await kit.call(alice, 'CreateGrant', sign), 'ValidationException');
    const revoke = { KeyId: keyId, GrantId: 'a', DryRun };
    expectError(await kit.call(alice, 'RevokeGrant', revoke), 'InvalidGrantIdException');
    expect(await kit.answer(alice, 'ListGrants', { KeyId: keyId })).toEqual(before);
  });
});

it.each([
  ['Disabled', 'DisabledException', `${keyArn} is disabled.`],
  ['PendingDeletion', 'KMSInvalidStateException', `${keyArn} is pending deletion.`],
  ['PendingImport', 'KMSInvalidStateException', `${keyArn} is pending import.`],
  ['Creating', 'KMSInvalidStateException', `${keyArn} is creating.`],
])('a key that is %s gets no new grants, but loses old ones', async (state, name, message) => {
  const origin = state === 'PendingImport' ? 'EXTERNAL' : 'AWS_KMS';
  const grants = ['one', 'two'].map(
    (id) => `{ GrantId: ${id}, GranteePrincipal: '${bob}', Operations: [Decrypt] }`,
  );
  const kit = createKit(
    worldText(`[{ id: ${keyId}, state: ${state}, origin: ${origin}, grants: [${grants}] }]`),
  );
  expectError(await kit.call(alice, 'CreateGrant', grant()), name, message);
  await kit.answer(alice, 'RevokeGrant', { KeyId: keyId, GrantId: 'one' });
  await kit.answer(alice, 'RetireGrant', { KeyId: keyId, GrantId: 'two' });
  expect((await kit.answer(alice, 'ListGrants', { KeyId: keyId })).Grants).toEqual([]);
});
