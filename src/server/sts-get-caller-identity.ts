// GetCallerIdentity: who the credentials belong to. Nobody needs a permission for it, and nobody can be denied it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import type { StsCall, StsResult } from './sts-call.ts';
import { uniqueId } from './sts-issue.ts';

/** Answers who calls. */
export async function getCallerIdentity(call: StsCall): Promise<StsResult> {
  const { principal, account } = call;
  return {
    kind: 'answer',
    result: { Arn: principal.arn, UserId: userIdOf(call), Account: account },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function userIdOf({ principal, found, account, caller }: StsCall): string {
  const { entity } = found;
  switch (principal.kind) {
    case 'user':
      return uniqueId('AIDA', entity?.id, principal.arn);
    case 'role': {
      const id = uniqueId('AROA', entity?.id, entity?.arn ?? principal.arn);
      const name = 'sessionName' in caller ? caller.sessionName : principal.arn.split('/').at(-1);
      return `${id}:${name}`;
    }
    case 'federated-user':
      return `${account}:${principal.arn.split('/').at(-1)}`;
    default:
      return account;
  }
}
