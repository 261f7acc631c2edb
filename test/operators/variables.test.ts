// Policy variables: where they are filled in, with what, and what a missing value does.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import { describe, test } from 'vitest';
import type { ConditionCase } from './ask.ts';
import {
  account,
  alice,
  document,
  expectAnswer,
  expectCondition,
  key,
  root,
  statement,
} from './ask.ts';

const rows: [string, ConditionCase][] = [
  ['the value of a key', row('StringEquals', '${aws:PrincipalTag/team}', 'blue', true)],
  ['the key in another case', row('StringEquals', '${AWS:principaltag/TEAM}', 'blue', true)],
  ['text around it', row('StringEquals', 'a-${aws:PrincipalTag/team}-z', 'a-blue-z', true)],
  ['two of them', row('StringEquals', '${aws:username}/${aws:username}', 'alice/alice', true)],
  ['a value that differs', row('StringEquals', '${aws:PrincipalTag/team}', 'red', false)],
  ['StringLike with a wildcard beside it', row('StringLike', '${aws:username}*', 'alice-1', true)],
  // Whether wildcards in a value count is not documented: here they are ordinary characters.
  ['a star in the value', row('StringLike', '${aws:PrincipalTag/star}', 'anything', false)],
  ['a star in the value, itself', row('StringLike', '${aws:PrincipalTag/star}', '*', true)],
  ['the escape of a star', row('StringLike', 'a${*}c', 'abc', false)],
  ['the escape of a star, itself', row('StringLike', 'a${*}c', 'a*c', true)],
  ['the escape of a question mark', row('StringLike', 'a${?}c', 'abc', false)],
  [
    'the escape of a dollar sign',
    row('StringEquals', '${$}{aws:username}', '${aws:username}', true),
  ],
  ['a default', row('StringEquals', "${aws:PrincipalTag/none, 'blue'}", 'blue', true)],
  ['a default that is not needed', row('StringEquals', "${aws:username, 'blue'}", 'alice', true)],
  ['an empty default', row('StringEquals', "a${aws:PrincipalTag/none, ''}b", 'ab', true)],
  ['an empty value, present', row('StringEquals', '${aws:PrincipalTag/empty}', '', true)],
  [
    'an empty value keeps the default away',
    row('StringEquals', "${aws:PrincipalTag/empty, 'x'}", 'x', false),
  ],
  ['no value, positive', row('StringEquals', '${aws:PrincipalTag/none}', 'blue', false)],
  ['no value, negated', row('StringNotEquals', '${aws:PrincipalTag/none}', 'blue', true)],
  ['no value, StringNotLike', row('StringNotLike', '${aws:PrincipalTag/none}', 'blue', true)],
  [
    'no value, one of several',
    row('StringEquals', ['${aws:PrincipalTag/none}', 'blue'], 'blue', true),
  ],
  [
    'no value, one of several, negated',
    row('StringNotEquals', ['${aws:PrincipalTag/none}', 'blue'], 'blue', false),
  ],
  ['an ARN operator', row('ArnLike', 'arn:aws:iam::*:user/${aws:username}', alice, true)],
  [
    'an ARN operator without a value',
    row('ArnNotLike', 'arn:aws:iam::*:user/${aws:PrincipalTag/none}', alice, true),
  ],
  ['Bool', row('Bool', '${aws:PrincipalTag/yes}', 'true', true)],
];

function row(
  operator: string,
  policy: string | string[],
  request: string,
  holds: boolean,
): ConditionCase {
  const tags = { team: 'blue', star: '*', empty: '', yes: 'true' };
  const context = Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]),
  );
  return { operator, key: 'aws:PrincipalTag/dept', policy, request, holds, context };
}

describe('a variable in a condition', () => {
  test.each(rows.map(([name, line]) => ({ name, line, text: JSON.stringify(line.policy) })))(
    '$name $text',
    ({ line }) => expectCondition(line),
  );
});

describe('a variable in Resource', () => {
  const delegation = document(statement('Allow', { Principal: { AWS: root } }));
  const half = `arn:aws:kms:us-east-1:${account}:key/`;
  const id = key.slice(half.length);
  const cases: [string, object, boolean][] = [
    ['its value', { Resource: `${half}\${aws:PrincipalTag/key}` }, true],
    ['its default', { Resource: `${half}\${aws:PrincipalTag/none, '${id}'}` }, true],
    [
      'its value, one of several',
      { Resource: [`${half}x\${aws:username}`, `${half}\${aws:PrincipalTag/key}`] },
      true,
    ],
    ['no value matches nothing', { Resource: `${half}*\${aws:PrincipalTag/none}` }, false],
    [
      'no value beside a pattern that matches',
      { Resource: [`${half}\${aws:PrincipalTag/none}`, key] },
      true,
    ],
    [
      'no value in NotResource leaves all the rest',
      { NotResource: `${half}*\${aws:PrincipalTag/none}` },
      true,
    ],
    ['a star in the value is no wildcard', { Resource: `${half}\${aws:PrincipalTag/star}` }, false],
  ];
  test.each(cases)('%s', (_, element, holds) => {
    const policies = {
      resourcePolicy: delegation,
      identityPolicies: [document(statement('Allow', element))],
    };
    const context = { 'aws:PrincipalTag/key': id, 'aws:PrincipalTag/star': '*' };
    const request = { principal: alice, action: 'kms:Decrypt', resource: key, context };
    expectAnswer(policies, request, holds ? 'allow identity-policy' : 'deny no-identity-allow');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
describe('without Version 2012-10-17 a variable is ordinary text', () => {
  const context = { 'aws:PrincipalTag/dept': 'alice', 'aws:PrincipalTag/text': '${aws:username}' };
  const ask = (version: object, conditionKey: string, operand: string, allowed: boolean): void => {
    const Condition = { StringEquals: { [conditionKey]: operand } };
    const Statement = [statement('Allow', { Principal: { AWS: alice }, Condition })];
    const request = { principal: alice, action: 'kms:Decrypt', resource: key, context };
    const policies = { resourcePolicy: { ...version, Statement } };
    expectAnswer(policies, request, allowed ? 'allow key-policy' : 'deny not-delegated');
  };
  const versions: [string, object, boolean][] = [
    ['2012-10-17', { Version: '2012-10-17' }, true],
    ['2008-10-17', { Version: '2008-10-17' }, false],
    ['no Version', {}, false],
  ];
  test.each(versions)('%s', (_, version, filledIn) => {
    ask(version, 'aws:PrincipalTag/dept', '${aws:username}', filledIn);
    ask(version, 'aws:PrincipalTag/text', '${aws:username}', !filledIn);
  });
});
