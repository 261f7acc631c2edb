// GetSessionToken: temporary credentials of a user or root user, with MFA where a code is given. It needs no
// permission, and no policy can deny it.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
import { present } from '../world/present.ts';
import { denied, type StsCall, type StsResult } from './sts-call.ts';
import { issue } from './sts-issue.ts';
import { checkMfa, mfaRows } from './sts-mfa.ts';
import { validationError } from './sts-parameters.ts';

const halfDay = 43_200;
const hour = 3600;

/** Issues a session of the caller itself. */
export async function getSessionToken(call: StsCall): Promise<StsResult> {
  const { parameters, principal, session, now, account } = call;
  const error = validationError(parameters, mfaRows, [
    { name: 'DurationSeconds', min: 900, max: 129_600 },
  ]);
  if (error) return { kind: 'error', error };
  if (session || (principal.kind !== 'user' && principal.kind !== 'root')) {
    return denied('Cannot call GetSessionToken with session credentials');
  }
  const mfa = await checkMfa(call);
  if (typeof mfa !== 'boolean') return mfa;
  const asked = Number(parameters.get('DurationSeconds') ?? halfDay);
  const isRoot = principal.kind === 'root';
  const issued = await issue(call, {
    caller: isRoot ? { root: account, mfa } : { user: principal.arn, session: true, mfa },
    // A root user's session lasts an hour at most, whatever it asks for.
    seconds: isRoot ? Math.min(asked, hour) : asked,
    ...present({ mfaAt: mfa ? now.toISOString() : undefined }),
  });
  return { kind: 'answer', issued: issued.session, result: { Credentials: issued.answer } };
}
