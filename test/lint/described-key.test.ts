// A key of `aws kms describe-key` is read with the policy in the file that names it.
import { expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const metadata = {
  AWSAccountId: '111122223333',
  KeyId: id,
  Arn: `arn:aws:kms:us-east-1:111122223333:key/${id}`,
  Enabled: true,
  KeyUsage: 'SIGN_VERIFY',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  KeySpec: 'RSA_2048',
  MultiRegion: false,
};
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Delegate',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Use',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/Engineering' },
      Action: 'kms:Encrypt',
      Resource: '*',
    },
  ],
};
const files = (name: string, described: object) => [
  { path: 'describe-key.json', text: JSON.stringify({ KeyMetadata: described }) },
  { path: name, text: JSON.stringify({ Policy: JSON.stringify(policy), PolicyName: 'default' }) },
];
const rulesOf = (name: string, described: object = metadata) =>
  lint(files(name, described)).findings.map(({ rule }) => rule);

it('makes a policy that speaks of what the key cannot do a finding', () => {
  expect(rulesOf(`get-key-policy.${id}.json`)).toContain('K63-impossible-action');
  expect(rulesOf('get-key-policy.json')).not.toContain('K63-impossible-action');
});

it('says what is wrong with the key itself', () => {
  expect(rulesOf('a.json', { ...metadata, Enabled: false })).toContain('K83-key-disabled');
});

it('leaves the keys of AWS services alone', () => {
  const read = lint(files('a.json', { ...metadata, KeyManager: 'AWS' }));
  expect(read.files.flatMap(({ resources }) => resources)).toEqual([]);
});
