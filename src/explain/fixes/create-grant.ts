// Fix: create a grant for the caller: no document changes, and it can be retired again.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
import { findGrantOperation } from '../../catalog/grant-operations.ts';
import { parseArn } from '../../model/arn.ts';
import { shellWord } from '../../syntax/shell-word.ts';
import { isAwsManagedKey } from '../aws-managed.ts';
import type { Strategy } from './draft.ts';
import { callerOnly } from './name-caller.ts';
import { conditionsDropped, joinedOpens, opensOf } from './opens.ts';

/** Adds a grant of this one operation to the caller's user or role. */
export const createGrant: Strategy = (subject) => {
  const { action, resource, principal } = subject.trace;
  const operation = action.slice(action.indexOf(':') + 1);
  const grantee = principal.principalArn;
  if (
    !action.startsWith('kms:') ||
    action === 'kms:CreateGrant' ||
    isAwsManagedKey(subject) ||
    findGrantOperation(operation) === undefined ||
    !resource.includes(':key/')
  ) {
    return [];
  }
  if (grantee === undefined || ['service', 'root', 'anonymous'].includes(principal.kind)) return [];
  const grant = { GranteePrincipal: grantee, Operations: [operation] };
  return [
    {
      cost: 11,
      step: {
        kind: 'policy',
        title: `Create a grant that allows ${operation} to ${callerOnly(subject)}`,
        patch: {
          op: 'run-command',
          text: [
            `aws kms create-grant --region ${shellWord(parseArn(resource)?.region ?? '')} \\`,
            `  --key-id ${shellWord(resource)} \\`,
            `  --grantee-principal ${shellWord(grantee)} \\`,
            `  --operations ${operation}`,
          ].join('\n'),
          key: resource,
          grant,
        },
        ...joinedOpens(
          opensOf(subject, 'resource', 0, ''),
          conditionsDropped(subject),
          'stands until it is retired or revoked',
        ),
      },
      change: (draft) => ({
        ...draft,
        input: {
          ...draft.input,
          grants: [...(draft.input.grants ?? []), { GrantId: 'new', ...grant }],
        },
      }),
    },
  ];
};
