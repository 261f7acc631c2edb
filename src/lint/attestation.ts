// Conditions on the attestation document of a Nitro enclave or of NitroTPM, in the statements that let it in.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclave.html
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { RuleFinding } from './finding.ts';
import { letIn } from './granted.ts';
import type { Lab } from './lab.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, statementName } from './statement-parts.ts';

/** A condition on a measurement; `register` is `PCR0`, `ImageSha384` … */
export interface AttestationCondition {
  readonly clause: ConditionClause;
  readonly register: string;
}

/** The attestation conditions of a statement. */
export function attestationsOf(statement: Statement): readonly AttestationCondition[] {
  return conditionsOf(statement).flatMap((clause) => {
    const register = /^kms:recipientattestation:(.+)$/i.exec(clause.key)?.[1];
    return register === undefined ? [] : [{ clause, register: register.toUpperCase() }];
  });
}

/** Whether a measurement is all zeros: that of an enclave in debug mode, which can be looked into. */
export function isZero(value: string): boolean {
  return /^0{32,}$/.test(value);
}

/** The statement, or another, allows the same without any attestation document. */
export function withoutAttestation(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
): RuleFinding | undefined {
  const attestations = attestationsOf(statement);
  const absent = Object.fromEntries(
    attestations.map(({ clause }): [string, ContextValue] => [clause.key, null]),
  );
  const [first] = attestations;
  const proof = letIn(
    document,
    lab,
    statement,
    { context: absent },
    ({ action }) => `${action} is allowed without an attestation document`,
  );
  if (proof) {
    return {
      message: `${statementName(statement)}: \`${first!.clause.operator}\` on \`${first!.clause.key}\` also holds without an attestation document`,
      span: first!.clause.operatorSpan ?? first!.clause.span,
      witness: proof,
    };
  }
  for (const question of lab.questionsFor(document, statement, { context: absent })) {
    const sentence = `${question.action} is allowed without an attestation document`;
    const witness = lab.witness(document, question, 'allow', sentence);
    if (!witness) continue;
    return {
      severity: 'medium',
      message: `${statementName(statement)} asks for an attestation, and another statement allows \`${question.action}\` without`,
      span: first!.clause.keySpan ?? first!.clause.span,
      witness,
    };
  }
  return undefined;
}
