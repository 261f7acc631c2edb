import { describe, expect, it } from 'vitest';
import { accessDeniedText, type DeniedCall } from '../../src/catalog/error-texts.ts';

const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const alice = 'arn:aws:iam::111122223333:user/alice';
const because = (policy: string) => `because no ${policy} allows the kms:Decrypt action`;
const deny = (policy: string) => `with an explicit deny in ${policy}`;
const hidden =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

function text(call: Partial<DeniedCall>): string {
  return accessDeniedText({
    principalArn: alice,
    action: 'kms:Decrypt',
    resourceArn: key,
    reason: 'not-delegated',
    crossAccount: false,
    named: 'resource',
    ...call,
  }).replace(`User: ${alice} is not authorized to perform: kms:Decrypt `, '');
}

const across = { crossAccount: true };
const ciphertext = { named: 'ciphertext' } as const;
const explicit = (policyType: DeniedCall['policyType']) => ({
  reason: 'explicit-deny' as const,
  ...(policyType === undefined ? {} : { policyType }),
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const withinAccount: readonly [Partial<DeniedCall>, string][] = [
  [{ reason: 'not-delegated' }, because('resource-based policy')],
  [{ reason: 'no-identity-allow' }, because('identity-based policy')],
  [{ reason: 'scp' }, because('service control policy')],
  [{ reason: 'vpc-endpoint' }, because('VPC endpoint policy')],
  [{ reason: 'boundary' }, because('permissions boundary')],
  [{ reason: 'session-policy' }, because('session policy')],
  [{ reason: 'trust-policy' }, because('role trust policy')],
  [{ reason: 'grant-constraint' }, because('resource-based policy')],
  [{ reason: 'anonymous' }, because('resource-based policy')],
  [explicit('service-control-policy'), deny('a service control policy')],
  [explicit('resource-control-policy'), deny('a resource control policy')],
  [explicit('vpc-endpoint-policy'), deny('a VPC endpoint policy')],
  [explicit('permissions-boundary'), deny('a permissions boundary')],
  [explicit('session-policy'), deny('a session policy')],
  [explicit('key-policy'), deny('a resource-based policy')],
  [explicit('resource-policy'), deny('a resource-based policy')],
  [explicit('trust-policy'), deny('the role trust policy')],
  [explicit('identity-policy'), deny('an identity-based policy')],
  [explicit(undefined), deny('a resource-based policy')],
];

describe('the error text', () => {
  it.each(withinAccount)('for a key of the own account: %j', (call, why) => {
    expect(text(call)).toBe(`on resource: ${key} ${why}`);
    expect(text({ ...call, ...ciphertext })).toBe(
      `on the resource associated with this ciphertext ${why}`,
    );
  });

  it.each([
    { reason: 'no-key-account-allow' },
    { reason: 'no-caller-account-allow' },
    { reason: 'grant-constraint' },
    { reason: 'not-usable-across-accounts' },
    explicit('key-policy'),
  ] as const)('hides a key of another account: %j', (call) => {
    expect(text({ ...call, ...across })).toBe(`on this resource ${hidden}`);
    expect(text({ ...call, ...across, ...ciphertext })).toBe(
      `on the resource associated with this ciphertext ${hidden}`,
    );
  });

  it.each([
    [{ reason: 'scp' }, because('service control policy')],
    [{ reason: 'session-policy' }, because('session policy')],
    [explicit('identity-policy'), deny('an identity-based policy')],
    [explicit('service-control-policy'), deny('a service control policy')],
  ] as const)(
    'names a key of another account where the caller’s own side denies: %j',
    (call, why) => {
      expect(text({ ...call, ...across })).toBe(`on resource: ${key} ${why}`);
    },
  );

  it('hides no resource of other services', () => {
    const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket';
    expect(text({ reason: 'no-key-account-allow', ...across, resourceArn: bucket })).toBe(
      `on resource: ${bucket} ${because('resource-based policy')}`,
    );
  });

  it('takes the action as it is', () => {
    expect(text({ action: 'kms:$&', reason: 'scp' })).toContain('allows the kms:$& action');
  });
});
