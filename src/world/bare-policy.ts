// A file that is a policy document and nothing else: its name or folder must say whose it is.
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { keyOf } from './aws-cli/key-of.ts';
import { type OutputFacts, type OutputInput, stated } from './aws-cli/output.ts';
import type { PolicySource } from './fact.ts';
import { placeOf } from './policy-source.ts';
import { present } from './present.ts';
import { problem } from './reading.ts';

/** Places a bare policy document by its path. */
export function readBarePolicy(node: LocatedNode, { hints, reading }: OutputInput): OutputFacts {
  const base = stated(node, reading);
  const file = (reading.file ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(json|ya?ml)$/i, '');
  const source: PolicySource = { node, name: '', ...placeOf(node, reading), text: reading.text };
  const account = present({ account: hints.account });
  if (hints.identity) {
    const { kind, name } = hints.identity;
    const fact = { ...hints.identity, ...account, ...base };
    if (kind === 'role' && /^(get-)?(assume-role|trust)-?policy/.test(file)) {
      return {
        facts: [{ ...fact, trustPolicy: source }],
        about: `the trust policy of the role ${name}`,
      };
    }
    const document = {
      kind: 'document',
      source: { ...source, name: hints.subject ?? file },
    } as const;
    return /^(permissions-)?boundary/.test(file)
      ? { facts: [{ ...fact, boundary: document }], about: `the boundary of the ${kind} ${name}` }
      : { facts: [{ ...fact, policies: [document] }], about: `a policy of the ${kind} ${name}` };
  }
  const endpoint = [hints.subject, hints.folder, file].find((token) => token?.startsWith('vpce-'));
  if (endpoint) {
    return {
      facts: [{ kind: 'vpc-endpoint', id: endpoint, ...account, policy: source, ...base }],
      about: `the policy of the endpoint ${endpoint}`,
    };
  }
  if (hints.keyId || /^(get-)?key-policy/.test(file)) {
    return { facts: [{ kind: 'key', key: keyOf(hints), policy: source, ...base }] };
  }
  problem(
    reading,
    node.span,
    'world-unplaced',
    `nothing says whose policy ${quoted(reading.file ?? 'this')} is`,
    {
      remedy:
        'name it `get-key-policy.KEY-ID.json`, put it into `users/NAME/`, `roles/NAME/` or `groups/NAME/`, or name it in a `world.yaml` beside it: `file: …`',
    },
  );
  return { facts: [] };
}
