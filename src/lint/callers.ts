// Who a statement of a resource policy lets in, as rules judge them: whether they are the account itself, of
// another account, or administer the key anyway.
import type { Statement } from '../model/policy.ts';
import type { PrincipalInput } from '../model/request.ts';
import type { Lab } from './lab.ts';
import { callerOf, strangerAccount } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { principalsOf } from './statement-parts.ts';

/** One caller that a statement names. */
export interface JudgedCaller {
  readonly principal: string | PrincipalInput;
  /** For messages: `user alice`, `account 444455556666`, `anyone`. */
  readonly name: string;
  /** Whether the entry is the key's own account, which only delegates to IAM. */
  readonly isHome: boolean;
  /** Whether the caller is of the key's own account, and so needs no identity policy. */
  readonly isOwn: boolean;
  /** Whether the caller is of another account that is not trusted. */
  readonly isExternal: boolean;
  /** Whether the caller may change the key policy, and so everything else. */
  readonly administers: boolean;
}

// Many rules ask of the same statements.
const judged = new WeakMap<Lab, Map<Statement, readonly JudgedCaller[]>>();

/** The callers of a statement, in the order of its Principal element. */
export function callersToJudge(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): readonly JudgedCaller[] {
  const known = judged.get(lab) ?? new Map<Statement, readonly JudgedCaller[]>();
  judged.set(lab, known);
  const callers = known.get(statement) ?? judge(document, statement, lab);
  known.set(statement, callers);
  return callers;
}

function judge(document: LintDocument, statement: Statement, lab: Lab): readonly JudgedCaller[] {
  const home = lab.accountOf(document);
  const own = `arn:aws:iam::${home}:user/alice`;
  return principalsOf(statement).flatMap((entry) =>
    callerOf(entry, own).map((principal): JudgedCaller => {
      const account = entry.kind === 'everyone' ? accountIn(principal) : entry.account;
      const isOwn = account === home;
      const administers =
        entry.kind !== 'service' &&
        // By the key policy itself: that the account's IAM could allow it as well makes nobody an administrator.
        lab.mayBeAllowed(document, { principal, action: 'kms:PutKeyPolicy' });
      return {
        principal,
        name: nameOf(entry.kind, entry.value, principal),
        isHome: entry.kind === 'account' && isOwn,
        isOwn,
        isExternal: !isOwn && account !== undefined && !lab.scope.trustedAccounts.includes(account),
        administers,
      };
    }),
  );
}

function nameOf(kind: string, value: string, principal: string | PrincipalInput): string {
  switch (kind) {
    case 'everyone':
      return accountIn(principal) === strangerAccount
        ? 'anyone in any account'
        : 'everyone in the account';
    case 'account':
      return `account ${/\d{12}/.exec(value)?.[0] ?? value}`;
    case 'user':
    case 'role':
      return `${kind} ${value.split('/').at(-1)}`;
    case 'service':
      return `the service ${value}`;
    default:
      return `\`${value}\``;
  }
}

function accountIn(principal: string | PrincipalInput): string | undefined {
  return typeof principal === 'string' ? /::(\d{12}):/.exec(principal)?.[1] : undefined;
}
