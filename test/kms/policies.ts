// Key policies for tests, as one line of JSON, which YAML reads too.
import { home } from './kit.ts';

/** The default key policy, and a denial of one action under a condition. */
export function denyWhen(action: string, condition: object, account = home): string {
  const all = { Principal: '*', Resource: '*' };
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
      { ...all, Effect: 'Deny', Action: `kms:${action}`, Condition: condition },
    ],
  });
}
