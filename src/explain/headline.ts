// The one sentence that an explanation opens with.
import { visible } from '../syntax/quoted.ts';
import type { Case } from './case.ts';
import { callerName, newKeyName, resourceName } from './names.ts';
import { reasons } from './reasons.ts';

/** `Denied: role Engineering (session alice) may not kms:Decrypt key 1234… in account 1111…, because …` */
export function headline(subject: Case): string {
  const { trace } = subject;
  const { verdict, reason } = trace.decision;
  const caller = callerName(trace.principal);
  const from =
    trace.crossAccount && trace.principal.kind !== 'root'
      ? ` of account ${trace.principal.account}`
      : '';
  const resource = (subject.newKey ? newKeyName : resourceName)(trace.resource);
  const what = [trace.action, resource].filter((word) => word !== '').join(' ');
  const said =
    verdict === 'allow' ? `Allowed: ${caller}${from} may` : `Denied: ${caller}${from} may not`;
  return visible(`${said} ${what}, because ${reasons[reason](subject)}.`);
}
