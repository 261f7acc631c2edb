// aws kms describe-key: a key's ARN and properties.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
import { parseArn } from '../../model/arn.ts';
import type { KeyFact } from '../fact.ts';
import { present } from '../present.ts';
import { member, problem } from '../reading.ts';
import { flagOf, type Output, stated, textOf } from './output.ts';

/** `{ KeyMetadata: {…} }`. */
export const describeKey: Output = {
  command: 'kms describe-key',
  matches: (node) => member(node, 'KeyMetadata')?.kind === 'object',
  read(node, { reading }) {
    const metadata = member(node, 'KeyMetadata')!;
    const arn = parseArn(textOf(metadata, 'Arn') ?? '');
    const id = textOf(metadata, 'KeyId') ?? arn?.resource.replace(/^key\//, '');
    if (!arn || id === undefined) {
      problem(reading, metadata.span, 'world-arn', 'this `KeyMetadata` has no `Arn` of a key');
      return { facts: [] };
    }
    const manager = textOf(metadata, 'KeyManager') === 'AWS' ? 'AWS' : 'CUSTOMER';
    const type = textOf(member(metadata, 'MultiRegionConfiguration'), 'MultiRegionKeyType');
    const fact: KeyFact = {
      kind: 'key',
      key: { account: arn.account, region: arn.region, id },
      manager,
      ...stated(metadata, reading),
      ...present({
        spec: textOf(metadata, 'KeySpec') ?? textOf(metadata, 'CustomerMasterKeySpec'),
        usage: textOf(metadata, 'KeyUsage'),
        origin: textOf(metadata, 'Origin'),
        state: textOf(metadata, 'KeyState'),
        multiRegion: flagOf(metadata, 'MultiRegion'),
        multiRegionKeyType: type === 'PRIMARY' || type === 'REPLICA' ? type : undefined,
        description: textOf(metadata, 'Description') || undefined,
      }),
    };
    return { facts: [fact], about: `the key ${id}` };
  },
};
