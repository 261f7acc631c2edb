// The key policies that AWS writes itself are no mistakes: none brings an error or a high finding.
import { describe, expect, it } from 'vitest';
import { type ConsoleKey, consoleKeyPolicy } from '../../src/catalog/console-key-policy.ts';
import { awsManagedKeyPolicy, defaultKeyPolicy } from '../../src/catalog/default-key-policies.ts';
import { lint } from '../../src/lint/lint.ts';
import type { JsonObject } from '../../src/model/policy.ts';

const account = '111122223333';
const arns = (...names: string[]) => names.map((name) => `arn:aws:iam::${account}:role/${name}`);
const key: ConsoleKey = {
  account,
  usage: 'ENCRYPT_DECRYPT',
  administrators: arns('KeyAdmins', 'Emergency'),
  users: [...arns('Engineering'), 'arn:aws:iam::444455556666:root'],
};

const policies: readonly (readonly [string, JsonObject])[] = [
  ['the API', defaultKeyPolicy(account)],
  ['the API in China', defaultKeyPolicy(account, 'aws-cn')],
  ['the console', consoleKeyPolicy(key)],
  [
    'the console, for one administrator',
    consoleKeyPolicy({ ...key, administrators: arns('KeyAdmins') }),
  ],
  ['the console, for the same role', consoleKeyPolicy({ ...key, users: arns('KeyAdmins') })],
  ['the console, for nobody', consoleKeyPolicy({ account, usage: 'ENCRYPT_DECRYPT' })],
  ['the console, asymmetric', consoleKeyPolicy({ ...key, asymmetric: true })],
  ['the console, for signing', consoleKeyPolicy({ ...key, usage: 'SIGN_VERIFY' })],
  ['the console, for MACs', consoleKeyPolicy({ ...key, usage: 'GENERATE_VERIFY_MAC' })],
  ['the console, for key agreement', consoleKeyPolicy({ ...key, usage: 'KEY_AGREEMENT' })],
  ['the console, imported', consoleKeyPolicy({ ...key, origin: 'EXTERNAL' })],
  ['the console, multi-Region', consoleKeyPolicy({ ...key, multiRegion: true })],
  ...['s3', 'ebs', 'rds', 'secretsmanager', 'lambda'].map(
    (service) =>
      [`AWS, for ${service}`, awsManagedKeyPolicy(service, account, 'us-east-1')] as const,
  ),
];

describe('the key policy of', () => {
  it.each(policies)('%s', (_, policy) => {
    const text = JSON.stringify(policy, undefined, 2);
    for (const typeOf of [() => undefined, () => 'key-policy' as const]) {
      const { findings, unread } = lint([{ path: 'key-policy.json', text }], { typeOf });
      const bad = findings.filter(({ severity }) => severity === 'error' || severity === 'high');
      expect(bad.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
      expect(unread).toEqual([]);
    }
  });

  it('the CDK, which gives away no more than the API, brings nothing at all but info', () => {
    const text = JSON.stringify(defaultKeyPolicy(account));
    const { counts } = lint([{ path: 'key-policy.json', text }], { typeOf: () => 'key-policy' });
    expect(counts).toEqual({ error: 0, high: 0, medium: 0, low: 0, warning: 0, info: 0 });
  });
});
