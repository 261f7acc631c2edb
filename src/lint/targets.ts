// What requests for a statement are about: actions that it speaks of, and a resource for them.
import { compileGlob } from '../engine/glob.ts';
import { parseArn } from '../model/arn.ts';
import type { Statement } from '../model/policy.ts';
import { filled } from './condition-samples.ts';
import type { Witness } from './finding.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import {
  actionPatternsOf,
  kmsActionsIn,
  principalsOf,
  resourcePatternsOf,
} from './statement-parts.ts';

/** The actions of a statement, the telling ones first: those of KMS, or one for each pattern of another service. */
export function actionsToTry({ policy }: LintDocument, statement: Statement): readonly string[] {
  if (policy.type === 'key-policy') {
    const names = kmsActionsIn(statement);
    const first = tellingActions.filter((name) => names.includes(name));
    return [...new Set([...first, ...names])].map((name) => `kms:${name}`);
  }
  return actionPatternsOf(statement).map(({ value }) => {
    const matches = compileGlob(value.toLowerCase());
    return usual.find((action) => matches(action.toLowerCase())) ?? filled(value);
  });
}

const tellingActions = ['Decrypt', 'GenerateDataKey', 'CreateGrant'];

const usual = [
  ...['s3:GetObject', 'sqs:SendMessage', 'sns:Publish', 'sts:AssumeRole'],
  ...['secretsmanager:GetSecretValue', 'lambda:InvokeFunction', 'kms:Decrypt'],
];

/** The question on a resource that the statement speaks of. */
export function withResource(
  document: LintDocument,
  statement: Statement,
  question: Question,
  lab: Lab,
): Question {
  const { type } = document.policy;
  if (type === 'key-policy') return question;
  const home = lab.accountOf(document);
  if (type === 'trust-policy') {
    return { ...question, resource: `arn:aws:iam::${home}:role/Engineering` };
  }
  const [service] = question.action.split(':');
  const patterns = resourcePatternsOf(statement).map(({ value }) => value);
  const pattern = patterns.find((value) => parseArn(value)?.service === service) ?? patterns[0];
  const named = pattern === undefined || pattern === '*' ? undefined : filled(pattern);
  return { ...question, resource: named ?? `arn:aws:${service}:us-east-1:${home}:example` };
}

/** The first action of a statement that one of the callers may call, with how many more there are. */
export function firstAllowed(
  document: LintDocument,
  statement: Statement,
  callers: readonly Question['principal'][],
  lab: Lab,
  who: string,
): { readonly action: string; readonly others: number; readonly witness: Witness } | undefined {
  const allowed = actionsToTry(document, statement).flatMap((action) => {
    const witness = lab
      .questionsFor(document, statement, { principals: callers, actions: [action] })
      .map((question) => withResource(document, statement, question, lab))
      .map((question): Question => ({ ...question, identity: 'everything' }))
      .filter((question) => lab.meets(document, statement, question))
      .map((question) => lab.witness(document, question, 'allow', `${who} may call ${action}`))
      .find((found) => found !== undefined);
    return witness ? [{ action, witness }] : [];
  });
  const [first] = allowed;
  return first && { ...first, others: allowed.length - 1 };
}

/** Whether something says which account a document belongs to: its surroundings, or the account as a principal. */
export function isHomeSaid(document: LintDocument, { scope, accountOf }: Lab): boolean {
  const home = accountOf(document);
  return (
    (document.resource?.account ?? scope.account) !== undefined ||
    document.policy.statements.some((statement) =>
      principalsOf(statement).some(({ kind, account }) => kind === 'account' && account === home),
    )
  );
}
