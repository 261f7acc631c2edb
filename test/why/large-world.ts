// A world of one account with many roles, each with a policy of its own and one that all share, and many keys.
import { parseWorld } from '../../src/world/parse.ts';
import type { World } from '../../src/world/world.ts';

export function largeWorld(principals: number, keys: number): World {
  const root = { AWS: 'arn:aws:iam::111122223333:root' };
  const document = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] });
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const text = JSON.stringify({
    region: 'us-east-1',
    accounts: {
      '111122223333': {
        organization: {
          id: 'o-example',
          scps: [[document({ Effect: 'Allow', Action: ['s3:*', 'kms:Encrypt'], Resource: '*' })]],
        },
        roles: Object.fromEntries(
          many(principals, (index) => [
            `role${index}`,
            {
              policies: [
                {
                  name: `own${index}`,
                  document: document({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }),
                },
                {
                  name: 'shared',
                  document: document({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
                },
              ],
            },
          ]),
        ),
        keys: many(keys, (index) => ({
          id: `1234abcd-12ab-34cd-56ef-${String(index).padStart(12, '0')}`,
          aliases: [`alias/key${index}`],
          policy: {
            name: `key${index}`,
            document: document({
              Effect: 'Allow',
              Principal: root,
              Action: 'kms:*',
              Resource: '*',
            }),
          },
        })),
      },
    },
  });
  const { world, diagnostics } = parseWorld(text);
  if (!world) throw new Error(JSON.stringify(diagnostics));
  return world;
}
