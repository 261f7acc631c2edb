// Key policies: read, replaced, and refused; nobody may lock himself out unasked.
import { describe, expect, it } from 'vitest';
import {
  alice,
  bob,
  createKit,
  type ErrorRow,
  engineering,
  expectError,
  expectErrors,
  home,
  keyId,
  other,
  worldText,
} from './kit.ts';

const root = `arn:aws:iam::${home}:root`;
const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (principal: unknown, action: unknown = 'kms:*', more = {}) => ({
  Effect: 'Allow',
  Principal: typeof principal === 'string' ? { AWS: principal } : principal,
  Action: action,
  Resource: '*',
  ...more,
});
const delegates = allow(root);

describe('a key policy', () => {
  it('is answered as it was put, and counts at once', async () => {
    const kit = createKit();
    const { Policy, PolicyName } = await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId });
    expect(PolicyName).toBe('default');
    expect(JSON.parse(Policy!)).toMatchObject({ Statement: [{ Principal: { AWS: root } }] });
    const text = ` ${policyOf(delegates, allow(bob, 'kms:DescribeKey'))}\n`;
    expectError(await kit.call(bob, 'DescribeKey', { KeyId: keyId }), 'AccessDeniedException');
    const put = { KeyId: keyId, PolicyName: 'default', Policy: text };
    expect(await kit.answer(alice, 'PutKeyPolicy', put)).toEqual({});
    await kit.answer(bob, 'DescribeKey', { KeyId: keyId });
    const after = await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId, PolicyName: 'default' });
    expect(after.Policy).toBe(text);
    expect(await kit.answer(alice, 'ListKeyPolicies', { KeyId: keyId })).toEqual({
      PolicyNames: ['default'],
      Truncated: false,
    });
  });

  it('works in every state', async () => {
    const kit = createKit();
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: keyId });
    await kit.answer(alice, 'PutKeyPolicy', { KeyId: keyId, Policy: policyOf(delegates) });
    await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId });
    await kit.answer(alice, 'ListKeyPolicies', { KeyId: keyId });
  });

  it('of another name does not exist, and tells nothing to those who may not ask', async () => {
    const kit = createKit();
    const Policy = policyOf(delegates);
    const rows = ['GetKeyPolicy', 'PutKeyPolicy'].flatMap((operation): ErrorRow[] => {
      const parameters = {
        KeyId: keyId,
        PolicyName: 'other',
        ...(operation === 'PutKeyPolicy' ? { Policy } : {}),
      };
      const common = { title: operation, operation: operation as 'GetKeyPolicy', parameters };
      return [
        { ...common, name: 'NotFoundException', message: 'No such policy exists' },
        { ...common, as: bob, name: 'AccessDeniedException' },
      ];
    });
    await expectErrors(kit, rows);
  });
});

describe('PutKeyPolicy refuses', () => {
  const put = (Policy: string, more = {}) => ({ KeyId: keyId, Policy, ...more });
  const malformed = 'MalformedPolicyDocumentException';
  const nobody = 'Policy contains a statement with one or more invalid principals.';
  const lockout = 'The new key policy will not allow you to update the key policy in the future.';

  it.each<[string, string, string, (string | RegExp)?]>([
    ['text that is no JSON', '{', malformed],
    ['JSON that is no policy', '{}', malformed],
    ['an unknown element', policyOf({ ...delegates, Actions: [] }), malformed],
    ['no principal', policyOf({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }), malformed],
    [
      'a user who does not exist',
      policyOf(delegates, allow(`arn:aws:iam::${home}:user/nobody`)),
      malformed,
      nobody,
    ],
    [
      'a role that does not exist',
      policyOf(delegates, allow(`arn:aws:iam::${home}:role/Nobody`)),
      malformed,
      nobody,
    ],
    [
      'ForAllValues where it allows too much',
      policyOf(
        delegates,
        allow(bob, 'kms:Decrypt', {
          Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:a': 'b' } },
        }),
      ),
      malformed,
      /^OverlyPermissiveCondition/,
    ],
    ['a policy that locks its author out', policyOf(allow(bob)), malformed, lockout],
    [
      'one that lets the author in only for other actions',
      policyOf(allow(alice, ['kms:Get*', 'kms:Decrypt'])),
      malformed,
      lockout,
    ],
    [
      'one that denies the author',
      policyOf(delegates, { ...allow(alice, 'kms:PutKeyPolicy'), Effect: 'Deny' }),
      malformed,
      lockout,
    ],
    [
      'more than 32 KB',
      policyOf(delegates, { ...delegates, Sid: 'S'.repeat(33_000) }),
      'LimitExceededException',
    ],
    [
      'characters beyond Latin-1',
      policyOf({ ...delegates, Sid: 'Ω' }),
      'ValidationException',
      /'policy'/,
    ],
    ['nothing', '', 'ValidationException', /^2 validation errors/],
  ])('%s', async (title, Policy, name, message) => {
    const kit = createKit();
    const before = await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId });
    await expectErrors(kit, [
      {
        title,
        operation: 'PutKeyPolicy',
        parameters: put(Policy),
        name,
        ...(message === undefined ? {} : { message }),
      },
    ]);
    expect(await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId })).toEqual(before);
  });

  it.each([
    [
      'a principal of an account that the world does not tell',
      policyOf(delegates, allow('arn:aws:iam::777788889999:role/App')),
    ],
    ['the author by name', policyOf(allow(alice))],
    ['an account that delegates', policyOf(delegates, allow(`arn:aws:iam::${other}:root`))],
    [
      'everyone, under a condition',
      policyOf(
        delegates,
        allow('*', 'kms:Decrypt', { Condition: { StringEquals: { 'kms:CallerAccount': home } } }),
      ),
    ],
    [
      'a service',
      policyOf(delegates, allow({ Service: 'logs.us-east-1.amazonaws.com' }, 'kms:Decrypt')),
    ],
  ])('but not %s', async (_, Policy) => {
    const kit = createKit();
    await kit.answer(alice, 'PutKeyPolicy', put(Policy));
  });

  it('the lockout, and shows the decision that proves it', async () => {
    const kit = createKit();
    const outcome = await kit.call(alice, 'PutKeyPolicy', put(policyOf(allow(bob))));
    expectError(outcome, malformed, lockout);
    expect(outcome.allowed).toBe(true);
    expect(outcome.lockout!.decision).toMatchObject({ verdict: 'deny', reason: 'not-delegated' });
    const bypass = { BypassPolicyLockoutSafetyCheck: true };
    const bypassed = await kit.call(alice, 'PutKeyPolicy', put(policyOf(allow(bob)), bypass));
    expect(bypassed.error).toBeUndefined();
    expect(bypassed.lockout).toBeUndefined();
    expectError(await kit.call(alice, 'DescribeKey', { KeyId: keyId }), 'AccessDeniedException');
    await kit.answer(bob, 'DescribeKey', { KeyId: keyId });
  });

  it('what a policy says of bypassing: the key is absent when it is not asked for', async () => {
    const kit = createKit(
      worldText(`
      - id: ${keyId}
        policy:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Principal: { AWS: '${bob}' }
              Action: kms:*
              Resource: '*'
              Condition: { 'Null': { kms:BypassPolicyLockoutSafetyCheck: 'true' } }`),
    );
    const Policy = policyOf(allow(bob));
    for (const bypass of [true, false]) {
      const parameters = put(Policy, { BypassPolicyLockoutSafetyCheck: bypass });
      expectError(await kit.call(bob, 'PutKeyPolicy', parameters), 'AccessDeniedException');
    }
    await kit.answer(bob, 'PutKeyPolicy', put(Policy));
  });
});

it('the key policy of an AWS managed key stays as it is', async () => {
  const kit = createKit(worldText(`[{ id: ${keyId}, aliases: [alias/aws/s3] }]`));
  await kit.answer(alice, 'GetKeyPolicy', { KeyId: keyId });
  const calls = [
    ['PutKeyPolicy', { Policy: policyOf(delegates, allow(engineering)) }],
    ['ScheduleKeyDeletion', {}],
    ['DisableKey', {}],
    ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
    ['UpdateKeyDescription', { Description: '' }],
    ['CreateGrant', { GranteePrincipal: bob, Operations: ['Decrypt'] }],
  ] as const;
  for (const [operation, more] of calls) {
    expectError(
      await kit.call(alice, operation, { KeyId: keyId, ...more }),
      'AccessDeniedException',
    );
  }
});
