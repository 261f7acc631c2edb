// The operations of the API, by name.
import type { OperationName } from './api-types.generated.ts';
import type { Operation } from './operation.ts';
import CreateKey from './operations/create-key.ts';
import Decrypt from './operations/decrypt.ts';
import DescribeKey from './operations/describe-key.ts';
import DisableKey from './operations/disable-key.ts';
import Encrypt from './operations/encrypt.ts';

/** Every operation. */
export const operations: { readonly [N in OperationName]?: Operation<N> } = {
  CreateKey,
  Decrypt,
  DescribeKey,
  DisableKey,
  Encrypt,
};
