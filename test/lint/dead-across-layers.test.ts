// C06 with a world: the service control policies of the organization leave nothing of an IAM policy.
import { expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { parseWorld } from '../../src/world/parse.ts';

const text = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Sid: 'Use',
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:Encrypt'],
    Resource: 'arn:aws:kms:us-east-1:111122223333:key/*',
  },
});

function deadUnder(allowed: string): readonly (string | undefined)[] {
  const { world } = parseWorld(`
accounts:
  '111122223333':
    organization:
      id: o-example123
      scps:
        - - name: allowed
            document:
              Version: '2012-10-17'
              Statement: { Effect: Allow, Action: '${allowed}', Resource: '*' }
`);
  const only = ['C06-dead-across-layers'];
  const { findings } = lint([{ path: 'use.identity-policy.json', text }], { world: world!, only });
  return findings.map(({ witness }) => witness?.reason);
}

it('says what no service control policy allows', () => {
  expect(deadUnder('s3:*')).toEqual(['scp']);
});

it('is silent where a part is allowed', () => {
  expect(deadUnder('kms:Decrypt')).toEqual([]);
});
