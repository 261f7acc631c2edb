// With a world that lists an account's principals, a key policy that names another one is found out.
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { parseWorld } from '../../src/world.ts';

const account = '111122223333';
const { world } = parseWorld(`
region: us-east-1
accounts:
  "${account}":
    users:
      alice: {}
    roles:
      Engineering: {}
`);

const findings = (...principals: readonly string[]) =>
  lint(
    [
      {
        path: 'key-policy.json',
        text: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: [`arn:aws:iam::${account}:root`, ...principals] },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        }),
      },
    ],
    { only: ['X10-principal-not-in-stack'], ...(world && { world }) },
  ).findings.map(({ message, certain }) => [message, certain]);

describe('principals of a world', () => {
  it('are no finding', () => {
    const existing = [
      `arn:aws:iam::${account}:user/alice`,
      `arn:aws:iam::${account}:role/Engineering`,
    ];
    expect(findings(...existing)).toEqual([]);
  });

  it('are the only ones of their account', () => {
    expect(findings(`arn:aws:iam::${account}:role/Enginering`)).toEqual([
      [
        `statement 1: \`arn:aws:iam::${account}:role/Enginering\` does not exist in account ${account}; did you mean \`arn:aws:iam::${account}:role/Engineering\`?`,
        true,
      ],
    ]);
  });

  it('say nothing of other accounts', () => {
    expect(findings('arn:aws:iam::444455556666:role/Engineering')).toEqual([]);
  });
});
