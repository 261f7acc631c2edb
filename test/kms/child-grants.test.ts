// Grants that are made by right of a grant: their operations are among their parent's, and they keep its
// constraints or have stricter ones.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
import { describe, expect, it } from 'vitest';
import { alice, bob, createKit, engineering, home, keyId } from './kit.ts';

const grant = (more: object = {}) => ({
  KeyId: keyId,
  GranteePrincipal: bob,
  Operations: ['Decrypt'],
  ...more,
});
const SourceArn = `arn:aws:dynamodb:us-east-1:${home}:table/Orders`;

describe('a grant made by right of a grant', () => {
  const EncryptionContextSubset = { team: 'blue' };
  const child = (more: object = {}) =>
    grant({ GranteePrincipal: engineering, Operations: ['Decrypt'], ...more });
  const parents = {
    plain: {},
    subset: { Constraints: { EncryptionContextSubset } },
    equals: { Constraints: { EncryptionContextEquals: { team: 'blue' } } },
    'equals nothing': { Constraints: { EncryptionContextEquals: {} } },
    'source arn': { Constraints: { SourceArn } },
  };
  const blue = { team: 'blue' };
  const more = { ...blue, stage: 'test' };

  it.each<[keyof typeof parents, string, object, boolean]>([
    ['plain', 'some of its operations', { Operations: ['Decrypt'] }, true],
    ['plain', 'all of them', { Operations: ['Decrypt', 'Encrypt', 'CreateGrant'] }, true],
    ['plain', 'one that it lacks', { Operations: ['Decrypt', 'DescribeKey'] }, false],
    ['plain', 'a constraint of its own', { Constraints: { EncryptionContextEquals: blue } }, true],
    ['subset', 'the same constraint', { Constraints: { EncryptionContextSubset: blue } }, true],
    ['subset', 'more pairs', { Constraints: { EncryptionContextSubset: more } }, true],
    ['subset', 'Equals', { Constraints: { EncryptionContextEquals: more } }, true],
    ['subset', 'none', {}, false],
    [
      'subset',
      'another value',
      { Constraints: { EncryptionContextSubset: { team: 'red' } } },
      false,
    ],
    ['subset', 'a SourceArn instead', { Constraints: { SourceArn } }, false],
    ['equals', 'the same constraint', { Constraints: { EncryptionContextEquals: blue } }, true],
    ['equals', 'Subset', { Constraints: { EncryptionContextSubset: blue } }, false],
    ['equals', 'more pairs', { Constraints: { EncryptionContextEquals: more } }, false],
    ['equals', 'none', {}, false],
    [
      'equals nothing',
      'the same constraint',
      { Constraints: { EncryptionContextEquals: {} } },
      true,
    ],
    ['equals nothing', 'none', {}, false],
    [
      'equals nothing',
      'Subset of nothing',
      { Constraints: { EncryptionContextSubset: {} } },
      false,
    ],
    ['source arn', 'the same constraint', { Constraints: { SourceArn } }, true],
    ['source arn', 'another', { Constraints: { SourceArn: `${SourceArn}2` } }, false],
    ['source arn', 'none', {}, false],
  ])('%s: %s', async (parent, _, asked, allowed) => {
    const kit = createKit();
    const Operations = ['Encrypt', 'Decrypt', 'CreateGrant'];
    await kit.answer(alice, 'CreateGrant', grant({ Operations, ...parents[parent] }));
    const outcome = await kit.call(bob, 'CreateGrant', child(asked));
    expect(outcome.error?.name).toBe(allowed ? undefined : 'AccessDeniedException');
    if (!allowed) expect(outcome.decisions[0]!.decision.reason).toBe('grant-constraint');
  });
});
