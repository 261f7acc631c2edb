// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import { metadataOf } from '../metadata.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'DescribeKey',
  on: 'key',
  run: (_, { key }) => ({ KeyMetadata: metadataOf(key) }),
});
