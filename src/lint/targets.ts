// What requests for a statement are about: actions that it speaks of, and a resource for them.
import { compileGlob } from '../engine/glob.ts';
import type { Statement } from '../model/policy.ts';
import { filled } from './condition-samples.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { actionPatternsOf, kmsActionsIn, resourcePatternsOf } from './statement-parts.ts';

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
  const [pattern] = resourcePatternsOf(statement);
  const named = pattern === undefined || pattern.value === '*' ? undefined : filled(pattern.value);
  return { ...question, resource: named ?? `arn:aws:${service}:us-east-1:${home}:example` };
}
