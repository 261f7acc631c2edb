// Conditions on the attestation document of a Nitro enclave or of NitroTPM, in the statements that let it in.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclave.html
import type { ConditionClause, Statement } from '../model/policy.ts';
import { conditionsOf } from './statement-parts.ts';

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
