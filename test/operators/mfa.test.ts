// Multi-factor authentication: the key is true, false, or absent, and each form reads that its way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
import { describe, test } from 'vitest';
import type { RawPrincipal, StatementJson } from '../reference/shapes.ts';
import { account, alice, document, expectAnswer, key, statement } from './ask.ts';

const withMfa: RawPrincipal = { user: alice, session: true, mfa: true };
const withoutMfa: RawPrincipal = { user: alice, session: true };
const longTerm: RawPrincipal = { user: alice };

type Form = [effect: 'Allow' | 'Deny', operator: string, value: string];
const columns = ['with MFA', 'in a session without MFA', 'with long-term keys'] as const;
const people = [withMfa, withoutMfa, longTerm];

// Whether each of the three callers is allowed.
const rows: [Form, boolean, boolean, boolean][] = [
  [['Allow', 'Bool', 'true'], true, false, false],
  [['Allow', 'BoolIfExists', 'true'], true, false, true],
  [['Allow', 'Null', 'false'], true, true, false],
  [['Deny', 'Bool', 'false'], true, false, true],
  [['Deny', 'BoolIfExists', 'false'], true, false, false],
  [['Deny', 'Null', 'true'], true, true, false],
];

function policyOf([effect, operator, value]: Form): Record<string, unknown> {
  const condition: Partial<StatementJson> = {
    Principal: { AWS: alice },
    Condition: { [operator]: { 'aws:MultiFactorAuthPresent': value } },
  };
  const plain = statement('Allow', { Principal: { AWS: alice } });
  return document(...(effect === 'Deny' ? [plain] : []), statement(effect, condition));
}

const cases = rows.flatMap(([form, ...allowed]) =>
  columns.map((column, index) => ({
    name: `${form.join(' ')} ${allowed[index] ? 'lets in' : 'keeps out'} a caller ${column}`,
    form,
    principal: people[index]!,
    allowed: allowed[index]!,
  })),
);

describe('aws:MultiFactorAuthPresent', () => {
  test.each(cases)('$name', ({ form, principal, allowed }) => {
    const request = { principal, action: 'kms:Decrypt', resource: key };
    expectAnswer({ resourcePolicy: policyOf(form) }, request, allowed ? 'allow' : 'deny');
  });

  const role = `arn:aws:iam::${account}:role/Engineering`;
  const needsMfa = {
    resourcePolicy: document(
      statement('Allow', {
        Principal: { AWS: role },
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    ),
  };

  test('a role session without a word on MFA has the key, as false', () => {
    const principal = { role, sessionName: 'alice' };
    expectAnswer(needsMfa, { principal, action: 'kms:Decrypt', resource: key }, 'deny');
  });

  test('a role session with MFA has it as true', () => {
    const principal = { role, sessionName: 'alice', mfa: true };
    expectAnswer(needsMfa, { principal, action: 'kms:Decrypt', resource: key }, 'allow');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  test('a call that a service forwards for long-term keys has the key, as false', () => {
    const form: Form = ['Deny', 'Bool', 'false'];
    const request = { principal: longTerm, action: 'kms:Decrypt', resource: key, via: 's3' };
    expectAnswer({ resourcePolicy: policyOf(form) }, request, 'deny explicit-deny');
  });
});
