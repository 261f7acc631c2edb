// One sentence template for each reason of a decision: what follows "because" in the headline.
import type { Reason } from '../model/decision.ts';
import type { Case } from './case.ts';
import { gateOf, naming, statementOf } from './case.ts';
import { constraintWords, sentWords } from './grant-text.ts';
import { levelNames } from './levels.ts';
import { callerNoun, resourceNoun, sourceName } from './names.ts';
import {
  butFor,
  childGrantReason,
  delegatingWords,
  denyFacts,
  idleIdentityPolicy,
  whoIsAllowed,
} from './reason-words.ts';

/** Why the decision fell as it did, without "because" and without a full stop. */
export const reasons: Readonly<Record<Reason, (subject: Case) => string>> = {
  'key-policy': (subject) => {
    const { trace } = subject;
    const source = trace.decision.determining[0];
    const statement = source && statementOf(trace, source);
    if (source === undefined || statement === undefined) return 'the key policy allows it';
    return `${sourceName(trace, source)} ${whoIsAllowed(subject, statement)}`;
  },
  'identity-policy': ({ trace }) => {
    const [delegation, identity] = trace.decision.determining;
    if (delegation === undefined) return 'an identity policy allows it';
    if (identity === undefined) return `${sourceName(trace, delegation)} allows it`;
    return (
      `${delegatingWords(trace, delegation)}, ` + `and ${sourceName(trace, identity)} allows it`
    );
  },
  grant: ({ trace }) => {
    const grant = trace.decision.determining.find((source) => source.kind === 'grant');
    const name = grant === undefined ? 'a grant' : sourceName(trace, grant);
    const operation = trace.action.slice(trace.action.indexOf(':') + 1);
    return `${name} allows ${operation} to ${callerNoun(trace.principal)}`;
  },
  'both-accounts': ({ trace }) => {
    const [keySide, callerSide] = trace.decision.determining;
    const key = keySide === undefined ? 'the key policy' : sourceName(trace, keySide);
    if (callerSide === undefined) {
      return `${key} lets account ${trace.principal.account} in, and its root user needs no policy there`;
    }
    return (
      `both accounts allow it: account ${trace.resourceAccount} by ${key}, ` +
      `account ${trace.principal.account} by ${sourceName(trace, callerSide)}`
    );
  },
  'implicit-trust': ({ trace }) => {
    const source = trace.decision.determining[0];
    if (source !== undefined) return `${sourceName(trace, source)} allows it`;
    return 'the root user may do everything in its own account';
  },
  'trust-policy': (subject) => {
    const { trace } = subject;
    const source = trace.decision.determining[0];
    if (trace.decision.verdict === 'allow') {
      const name = source === undefined ? "the role's trust policy" : sourceName(trace, source);
      return `${name} trusts ${callerNoun(trace.principal)}`;
    }
    return `no statement of the role's trust policy lets this caller in${butFor(subject)}`;
  },
  'explicit-deny': (subject) => {
    const { trace } = subject;
    const [first, ...others] = trace.decision.determining;
    if (first === undefined) return 'a Deny statement matches';
    const facts = denyFacts(subject, first);
    const why = facts.length === 0 ? '' : `: ${facts.join(', and ')}`;
    const more =
      others.length === 0
        ? ''
        : ` (and so ${others.length === 1 ? 'does one more statement' : `do ${others.length} more statements`})`;
    return `${sourceName(trace, first)} explicitly denies it${why}${more}`;
  },
  scp: (subject) => {
    const levels = levelNames(subject, gateOf(subject.trace, 'scp')?.closedLevels ?? []);
    const at = levels === '' ? '' : ` at ${levels}`;
    return `no service control policy${at} allows ${subject.trace.action}${butFor(subject)}`;
  },
  'vpc-endpoint': (subject) => {
    const { vpcEndpoint } = subject.request;
    const which = vpcEndpoint === undefined ? 'the VPC endpoint' : `VPC endpoint ${vpcEndpoint}`;
    return `the policy of ${which} does not allow it${butFor(subject)}`;
  },
  'not-delegated': (subject) => {
    const { trace } = subject;
    const noun = callerNoun(trace.principal);
    if (trace.principal.kind === 'service') {
      return `the key policy does not allow ${trace.action} to ${noun}${butFor(subject)}`;
    }
    const resource = trace.statements.filter((statement) => statement.layer === 'resource');
    if (resource.length === 0) {
      return `the key has no key policy here, so nothing lets ${noun} in`;
    }
    const named = resource.some(
      (statement) =>
        statement.effect === 'Allow' && ['caller', 'everyone'].includes(naming(trace, statement)),
    );
    const neither = named
      ? `neither allows ${trace.action} to ${noun} nor delegates it`
      : `neither names ${noun} nor delegates ${trace.action}`;
    const near = butFor(subject);
    const idle = near === '' ? idleIdentityPolicy(subject) : '';
    return `the key policy ${neither} to the account${near}${idle}`;
  },
  'no-identity-allow': (subject) => {
    const { trace } = subject;
    const delegation = trace.statements.find(
      (statement) =>
        statement.layer === 'resource' &&
        statement.effect === 'Allow' &&
        statement.applies &&
        naming(trace, statement) === 'account',
    );
    const lead =
      delegation === undefined ? '' : `${delegatingWords(trace, delegation.source)}, but `;
    return `${lead}no identity policy of ${callerNoun(trace.principal)} allows it${butFor(subject)}`;
  },
  'no-caller-account-allow': (subject) => {
    const { trace } = subject;
    return (
      `account ${trace.resourceAccount}, the owner of ${resourceNoun(trace.resource)}, lets ${callerNoun(trace.principal)} in, but ` +
      `no identity policy in its own account ${trace.principal.account} allows it${butFor(subject)}`
    );
  },
  'no-key-account-allow': (subject) => {
    const { trace } = subject;
    const noun = callerNoun(trace.principal);
    return (
      `${resourceNoun(trace.resource)} belongs to another account and its policy allows ` +
      `${trace.action} neither to ${noun} nor to account ${trace.principal.account}${butFor(subject)}`
    );
  },
  'grant-constraint': (subject) => {
    const { trace } = subject;
    const grant = trace.grants.find(
      ({ applies, checks }) =>
        !applies && checks.every((check) => check.holds || check.check === 'constraint'),
    );
    if (grant === undefined) return childGrantReason(subject);
    return (
      `${sourceName(trace, grant.source)} allows it only with ${constraintWords(grant.grant)}, ` +
      `and the request sends ${sentWords(subject)}`
    );
  },
  boundary: (subject) =>
    `the permissions boundary of ${callerNoun(subject.trace.principal)} does not allow it${butFor(subject)}`,
  'session-policy': (subject) =>
    `no session policy of ${callerNoun(subject.trace.principal)}'s session allows it${butFor(subject)}`,
  'not-usable-across-accounts': ({ trace }) =>
    `${trace.action} does not work on a key of another account, whatever the policies say ` +
    `(the caller belongs to account ${trace.principal.account})`,
  anonymous: () => 'AWS KMS accepts only signed requests',
};
