// Conditions on a key's tags and aliases, and the calls that change what they look at.
// https://docs.aws.amazon.com/kms/latest/developerguide/abac.html
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { filled } from './condition-samples.ts';
import { needsKey } from './inert.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, kmsActionsIn } from './statement-parts.ts';

/** A condition on a tag or an alias of the key, and what it guards. */
export interface Gate {
  readonly statement: Statement;
  readonly clause: ConditionClause;
  /** `kms:Decrypt`: an action that is denied without the tag or alias. */
  readonly action: string;
  readonly question: Question;
  /** Whether the caller may change the key policy anyway. */
  readonly administers: boolean;
}

/** Calls that together put the wanted tag or alias on any key. */
export interface Opener {
  readonly action: string;
  readonly questions: readonly Question[];
  readonly sentence: string;
}

const guarded = [
  'Decrypt',
  'ReEncryptFrom',
  'Sign',
  'GenerateMac',
  'DeriveSharedSecret',
  'Encrypt',
];
const tagKey = /^aws:resourcetag\/(.+)$/i;

/** The conditions of an identity policy without which its cryptographic operations are denied. */
export function gatesOf(document: LintDocument, lab: Lab): readonly Gate[] {
  return document.policy.statements.flatMap((statement) => {
    if (statement.effect === 'Deny') return [];
    const action = guarded.find((name) => kmsActionsIn(statement).includes(name));
    if (action === undefined) return [];
    return conditionsOf(statement).flatMap((clause): Gate[] => {
      const isGate = tagKey.test(clause.key) || /^kms:resourcealiases$/i.test(clause.key);
      if (!isGate || !needsKey(clause)) return [];
      const without: Record<string, ContextValue> = { [clause.key]: null };
      const [question] = lab.questionsFor(document, statement, {
        actions: [`kms:${action}`],
        context: without,
      });
      if (!question || lab.mayBeAllowed(document, question)) return [];
      const admin = { ...question, action: 'kms:PutKeyPolicy' };
      const administers = lab.mayBeAllowed(document, admin);
      return [{ statement, clause, action: `kms:${action}`, question, administers }];
    });
  });
}

/** The calls that would open a gate. */
export function openersOf({ clause, question }: Gate, keyArn: string): readonly Opener[] {
  const { context: _, ...caller } = question;
  const value = filled(clause.values[0]?.value ?? '');
  const tag = tagKey.exec(clause.key)?.[1];
  if (tag !== undefined) {
    const context = { [`aws:RequestTag/${tag}`]: value, 'aws:TagKeys': [tag] };
    return [
      {
        action: 'TagResource',
        questions: [{ ...caller, action: 'kms:TagResource', context }],
        sentence: `the caller may give a key without it the tag \`${tag}\` with the value \`${value}\``,
      },
    ];
  }
  const aliasArn = `${keyArn.slice(0, keyArn.indexOf(':key/'))}:${value}`;
  return ['CreateAlias', 'UpdateAlias'].map((action) => ({
    action,
    questions: [undefined, aliasArn].map((resource) => ({
      ...caller,
      action: `kms:${action}`,
      context: {},
      ...(resource === undefined ? {} : { resource }),
    })),
    sentence: `the caller may point the alias \`${value}\` to a key without it`,
  }));
}
