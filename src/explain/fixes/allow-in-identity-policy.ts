// Fix: allow the exact action on the exact resource in a policy of the caller's.
// https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies.html
import { isAwsManagedPolicy } from '../aws-managed.ts';
import type { Case } from '../case.ts';
import { resourceNoun } from '../names.ts';
import { allowStatement } from './allow-statement.ts';
import type { Candidate, Strategy } from './draft.ts';
import { callerOnly } from './name-caller.ts';
import { conditionsDropped, joinedOpens, opensOf } from './opens.ts';
import { addDocument, addStatement, nameOf } from './policy-candidate.ts';
import { countDocuments, type Slot, slotsOf } from './slots.ts';

/** Adds an Allow to an identity policy that already speaks of the service, else as a new one. */
export const allowInIdentityPolicy: Strategy = (subject) => {
  const { trace, policies } = subject;
  const { kind, issuingUser, serviceLinked } = trace.principal;
  const hasPolicies = kind === 'user' || kind === 'role' || issuingUser !== undefined;
  if (!hasPolicies || serviceLinked) return [];
  const statement = allowStatement(subject, 'identity');
  const slot = bestSlot(subject);
  return [slot === undefined ? added(subject) : extended(subject, slot)];

  function extended(of: Case, into: Slot): Candidate {
    return addStatement(into, statement, {
      title: `Allow ${of.trace.action} on ${resourceWords(of)} in ${nameOf(of, into.policy)}`,
      cost: 10,
      ...joinedOpens(
        opensOf(of, 'identity', 0, into.policy.name),
        otherKeys(of),
        conditionsDropped(of),
      ),
    });
  }

  function added(of: Case): Candidate {
    const index = countDocuments(policies.input, 'identity', 0);
    const name = `Allow${of.trace.action.replace(/^.*:/, '')}`;
    const place = { layer: 'identity', level: 0, index } as const;
    return addDocument(place, 'identity-policy', name, statement, {
      title: `Attach an inline policy to ${policyHolder(of)} that allows ${of.trace.action} on ${resourceWords(of)}`,
      cost: 10,
      ...joinedOpens(otherKeys(of), conditionsDropped(of)),
    });
  }
};

/** The caller's policy that already names the service; AWS managed policies cannot be changed. */
function bestSlot({ policies, trace }: Case): Slot | undefined {
  const service = `${trace.action.slice(0, trace.action.indexOf(':')).toLowerCase()}:`;
  const own = slotsOf(policies, 'identity').filter(({ policy }) => !isAwsManagedPolicy(policy));
  return own.find(({ policy }) =>
    policy.statements.some(
      (statement) =>
        statement.effect === 'Allow' &&
        statement.clauses.some(
          (clause) =>
            clause.kind === 'Action' &&
            clause.patterns.some(({ value }) => value.toLowerCase().startsWith(service)),
        ),
    ),
  );
}

/** Whose identity policies count: a federated session has those of the user that issued it. */
function policyHolder(subject: Case): string {
  const issuer = subject.trace.principal.issuingUser?.split('/').at(-1);
  return issuer === undefined ? callerOnly(subject) : `user ${issuer}`;
}

function otherKeys({ newKey = false }: Case): string | undefined {
  return newKey ? 'also holds for the keys that are there' : undefined;
}

function resourceWords({ trace, newKey = false }: Case): string {
  if (newKey) return 'new keys';
  return trace.resource === '*' ? '`*` (it has no resource)' : resourceNoun(trace.resource);
}
