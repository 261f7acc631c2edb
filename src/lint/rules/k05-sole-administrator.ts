import { delegationsIn } from '../delegation.ts';
import { grantedBy } from '../granted.ts';
import { rule } from '../rule.ts';
import { kmsActionsIn, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K05-sole-administrator',
  severity: 'medium',
  summary: 'one user or role alone can change the key policy',
  why: 'when that user or role is deleted, nobody can manage the key, and a new one of the same name is not the one that the policy means: only AWS Support can help then',
  remedy: 'allow `kms:*` to the root principal of the account as well, which nobody can delete',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  types: ['key-policy'],
  *check(document, lab) {
    const delegations = delegationsIn(document, lab);
    if (delegations.some((statement) => kmsActionsIn(statement).includes('PutKeyPolicy'))) return;
    const granted = grantedBy(document, lab, 'PutKeyPolicy').filter(({ caller }) => caller.isOwn);
    const [only] = granted;
    const names = new Set(granted.map(({ caller }) => JSON.stringify(caller.principal)));
    if (!only || names.size > 1) return;
    const { statement, caller, question } = only;
    const entry = principalsOf(statement).find(({ value }) => value === caller.principal);
    if (entry?.kind !== 'user' && entry?.kind !== 'role') return;
    const sentence = `${caller.name} may change the key policy`;
    const witness = lab.witness(document, question, 'allow', sentence);
    yield {
      message: `${statementName(statement)}: only ${caller.name} can change this key policy, and is the end of its administration when deleted`,
      span: entry.span,
      ...(witness ? { witness } : {}),
    };
  },
});
