// What ReplicateKey and UpdatePrimaryRegion answer when they refuse, and what they are decided with.
import { afterAll, describe, expect, it } from 'vitest';
import {
  alice,
  bob,
  createKit,
  type ErrorRow,
  expectError,
  expectErrors,
  home,
  keyArn,
  keyId,
  worldText,
} from './kit.ts';
import { denyWhen } from './policies.ts';

const mrk = (digit: number) => `mrk-${String(digit).repeat(32)}`;
const arnOf = (digit: number, where = 'us-east-1') =>
  `arn:aws:kms:${where}:${home}:key/${mrk(digit)}`;
const primary = 'multiRegion: true, multiRegionKeyType: PRIMARY';
const replica = 'region: eu-west-1, multiRegion: true, multiRegionKeyType: REPLICA';
// 1 has a replica; 2 to 4 are in other states, as is the replica of 5.
const keys = `
      - { id: ${keyId}, aliases: [alias/app] }
      - { id: ${mrk(1)}, ${primary} }
      - { id: ${mrk(1)}, ${replica} }
      - { id: ${mrk(2)}, ${primary}, state: Disabled }
      - { id: ${mrk(3)}, ${primary}, state: PendingDeletion }
      - { id: ${mrk(4)}, ${primary}, state: PendingImport, origin: EXTERNAL }
      - { id: ${mrk(5)}, ${primary} }
      - { id: ${mrk(5)}, ${replica}, state: Disabled }
`;
const kit = createKit(worldText(keys));
afterAll(() => kit.close());

const both = [
  ['ReplicateKey', 'ReplicaRegion'],
  ['UpdatePrimaryRegion', 'PrimaryRegion'],
] as const;
const unsupported = 'UnsupportedOperationException';
type Row = Omit<ErrorRow, 'title'>;

const common = both.flatMap(([operation, parameter]): Row[] => {
  const of = (KeyId: string, where = 'us-west-2') => ({
    operation,
    parameters: { KeyId, [parameter]: where },
  });
  const notPrimary = (arn: string) => `${arn} is not a multi-region primary key.`;
  const noAlias = 'Key Aliases are not supported for this operation.';
  return [
    { ...of(keyArn), name: unsupported, message: notPrimary(keyArn) },
    { ...of(arnOf(1, 'eu-west-1')), name: unsupported, message: notPrimary(arnOf(1, 'eu-west-1')) },
    { ...of('alias/app'), name: 'InvalidArnException', message: noAlias },
    {
      ...of(arnOf(9)),
      name: 'NotFoundException',
      message: `Key '${arnOf(9)}' does not exist`,
    },
    { ...of(arnOf(1)), as: bob, name: 'AccessDeniedException', message: /is not authorized/ },
    { operation, parameters: { KeyId: arnOf(1) }, name: 'ValidationException' },
    { ...of(arnOf(1), 'us-west-2!'), name: 'ValidationException' },
  ];
});
const replicate = (digit: number, change: object = {}): Row => ({
  operation: 'ReplicateKey',
  parameters: { KeyId: arnOf(digit), ReplicaRegion: 'us-west-2', ...change },
  name: unsupported,
});
const update = (digit: number, PrimaryRegion = 'eu-west-1'): Row => ({
  operation: 'UpdatePrimaryRegion',
  parameters: { KeyId: arnOf(digit), PrimaryRegion },
  name: unsupported,
});
const lockout = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: bob }, Action: 'kms:*', Resource: '*' }],
});
const lockedOut = 'The new key policy will not allow you to update the key policy in the future.';

const rows: readonly Row[] = [
  ...common,
  { ...replicate(2), name: 'DisabledException', message: `${arnOf(2)} is disabled.` },
  { ...replicate(3), name: 'KMSInvalidStateException', message: /is pending deletion\.$/ },
  { ...replicate(4), name: 'KMSInvalidStateException', message: /is pending import\.$/ },
  { ...replicate(1, { ReplicaRegion: 'eu-west-1' }), name: 'AlreadyExistsException' },
  { ...replicate(1, { ReplicaRegion: 'us-east-1' }), name: 'AlreadyExistsException' },
  { ...replicate(1, { ReplicaRegion: 'eu-nowhere-1' }), message: /is not supported\.$/ },
  { ...replicate(1, { ReplicaRegion: 'cn-north-1' }), message: /is not in the partition of/ },
  { ...replicate(1, { Policy: '{}' }), name: 'MalformedPolicyDocumentException' },
  {
    ...replicate(1, { Policy: lockout }),
    name: 'MalformedPolicyDocumentException',
    message: lockedOut,
  },
  { ...replicate(1, { Policy: ' '.repeat(40_000) }), name: 'LimitExceededException' },
  {
    ...replicate(1, { Tags: [{ TagKey: 'aws:x', TagValue: '' }] }),
    name: 'TagException',
    message: 'Tags beginning with aws: are reserved',
  },
  { ...update(1, 'us-east-1'), message: /already\.$/ },
  {
    ...update(1, 'us-west-2'),
    name: 'NotFoundException',
    message: `Key '${arnOf(1, 'us-west-2')}' does not exist`,
  },
  { ...update(5), name: 'DisabledException', message: `${arnOf(5, 'eu-west-1')} is disabled.` },
];

it('each operation has its errors', async () => {
  const titled = rows.map((row) => ({
    ...row,
    title: `${row.operation} ${JSON.stringify(row.parameters)}`,
  }));
  await expectErrors(kit, titled);
});

it('the lockout safety check of a replica can be bypassed', async () => {
  const parameters = { KeyId: arnOf(5), ReplicaRegion: 'us-west-2', Policy: lockout };
  const bypassing = { ...parameters, BypassPolicyLockoutSafetyCheck: true };
  const { ReplicaPolicy } = await kit.answer(alice, 'ReplicateKey', bypassing);
  expect(ReplicaPolicy).toBe(lockout);
});

describe('decisions', () => {
  const statement = (action: string, condition: object) => ({
    Effect: 'Deny',
    Action: action,
    Resource: '*',
    Condition: condition,
  });
  const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
  /** A world in which alice is denied one thing by her own policy. */
  const without = (action: string, condition: object) =>
    createKit(
      worldText(keys).replace(
        /alice: .*/,
        `alice: { policies: [{ name: own, document: ${JSON.stringify({
          Version: '2012-10-17',
          Statement: [allow, statement(action, condition)],
        })} }] }`,
      ),
    );
  const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
  const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });

  it.each([
    ['kms:ReplicateKey', equals('kms:ReplicaRegion', 'us-west-2')],
    ['kms:CreateKey', equals('aws:RequestedRegion', 'us-west-2')],
    ['kms:CreateKey', equals('kms:MultiRegionKeyType', 'REPLICA')],
    ['kms:CreateKey', equals('kms:KeySpec', 'SYMMETRIC_DEFAULT')],
    ['kms:CreateKey', equals('aws:RequestTag/team', 'blue')],
    ['kms:TagResource', equals('aws:RequestTag/team', 'blue')],
    ['kms:TagResource', equals('aws:RequestedRegion', 'us-west-2')],
  ])('replication needs %s: %o', async (action, condition) => {
    const denied = without(action, condition);
    const parameters = { KeyId: arnOf(1), ReplicaRegion: 'us-west-2', Tags };
    const outcome = await denied.call(alice, 'ReplicateKey', parameters);
    expectError(outcome, 'AccessDeniedException', new RegExp(`perform: ${action} on resource`));
    expect(outcome.decisions.at(-1)).toMatchObject({ action });
    const elsewhere = { KeyId: arnOf(1), ReplicaRegion: 'us-west-1', Tags: [] };
    const other = await denied.call(alice, 'ReplicateKey', elsewhere);
    const needed = /KeyType|KeySpec/.test(JSON.stringify(condition));
    expect(other.error?.name).toBe(needed ? 'AccessDeniedException' : undefined);
    await denied.close();
  });

  it('replication asks about the primary key, then about the replica', async () => {
    const own = createKit(worldText(keys));
    const parameters = { KeyId: arnOf(1), ReplicaRegion: 'us-west-2', Tags };
    const outcome = await own.call(alice, 'ReplicateKey', parameters);
    expect(outcome.decisions.map(({ action, resource }) => [action, resource])).toEqual([
      ['kms:ReplicateKey', arnOf(1)],
      ['kms:CreateKey', '*'],
      ['kms:TagResource', arnOf(1, 'us-west-2')],
    ]);
    expect(outcome.event).toMatchObject({ resources: [{ ARN: arnOf(1) }], readOnly: false });
    await own.close();
  });

  it.each(['us-east-1', 'eu-west-1'])(
    'a new primary Region needs both keys: not %s',
    async (where) => {
      const policy = denyWhen('UpdatePrimaryRegion', equals('kms:PrimaryRegion', 'eu-west-1'));
      const line = where === 'us-east-1' ? primary : replica;
      const guarded = createKit(
        worldText(keys.replace(`${mrk(1)}, ${line}`, `${mrk(1)}, ${line}, policy: ${policy}`)),
      );
      const parameters = { KeyId: arnOf(1), PrimaryRegion: 'eu-west-1' };
      const outcome = await guarded.call(alice, 'UpdatePrimaryRegion', parameters);
      expectError(outcome, 'AccessDeniedException', new RegExp(`on resource: ${arnOf(1, where)} `));
      await guarded.close();
    },
  );

  it('kms:MultiRegionKeyType follows the primary Region', async () => {
    const guarded = without('kms:Encrypt', equals('kms:MultiRegionKeyType', 'REPLICA'));
    const encrypt = async (where: string) => {
      const parameters = { KeyId: arnOf(1, where), Plaintext: Buffer.from('hello') };
      return (await guarded.call(alice, 'Encrypt', parameters)).error?.name;
    };
    expect(await encrypt('us-east-1')).toBeUndefined();
    expect(await encrypt('eu-west-1')).toBe('AccessDeniedException');
    const move = { KeyId: arnOf(1), PrimaryRegion: 'eu-west-1' };
    await guarded.answer(alice, 'UpdatePrimaryRegion', move);
    expect(await encrypt('us-east-1')).toBe('AccessDeniedException');
    expect(await encrypt('eu-west-1')).toBeUndefined();
    await guarded.close();
  });
});
