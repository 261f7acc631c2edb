// aws iam get-policy-version: a managed policy's document. The output does not name the policy: the
// file does. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html

import { fromDocument } from '../policy-source.ts';
import { present } from '../present.ts';
import { member } from '../reading.ts';
import { type Output, stated, unplaced } from './output.ts';

const command = 'iam get-policy-version';
const naming = 'get-policy-version.POLICY-NAME.json';

/** `{ PolicyVersion: { Document } }`; below `roles/NAME/` it is attached to that role. */
export const getPolicyVersion: Output = {
  command,
  naming,
  matches: (node) => member(member(node, 'PolicyVersion'), 'Document') !== undefined,
  read(node, { hints, reading }) {
    const document = member(member(node, 'PolicyVersion'), 'Document')!;
    const name = hints.subject ?? (hints.identity ? '' : undefined);
    if (name === undefined) return unplaced(command, 'which policy it is', naming, node, reading);
    const source = fromDocument(document, name, 'the managed policy', reading);
    if (!source) return { facts: [] };
    const about = `the policy ${name}`;
    const base = stated(node, reading);
    if (!hints.identity)
      return { facts: [{ kind: 'managed-policy', name, source, ...base }], about };
    const account = present({ account: hints.account });
    const policies = [{ kind: 'document', source } as const];
    return { facts: [{ ...hints.identity, ...account, policies, ...base }], about };
  },
};
