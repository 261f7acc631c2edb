// aws kms get-key-policy: a key policy as a text. The output does not name the key: the file does, or
// the folder, or the folder's only key.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
import { fromDocument } from '../policy-source.ts';
import { member } from '../reading.ts';
import { keyOf } from './key-of.ts';
import { type Output, stated } from './output.ts';

/** `{ Policy: "{…}" }`. */
export const getKeyPolicy: Output = {
  command: 'kms get-key-policy',
  naming: 'get-key-policy.KEY-ID.json',
  matches: (node) => member(node, 'Policy')?.kind === 'string',
  read(node, { hints, reading }) {
    const policy = fromDocument(member(node, 'Policy')!, '', 'the key policy', reading);
    if (!policy) return { facts: [] };
    return { facts: [{ kind: 'key', key: keyOf(hints), policy, ...stated(node, reading) }] };
  },
};
