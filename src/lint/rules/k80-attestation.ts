import type { Statement } from '../../model/policy.ts';
import type { ContextValue } from '../../model/request.ts';
import { attestationsOf, isZero } from '../attestation.ts';
import type { RuleFinding } from '../finding.ts';
import { letIn } from '../granted.ts';
import { needsKey } from '../inert.ts';
import type { Lab } from '../lab.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K80-attestation',
  severity: 'high',
  summary: 'access that is meant for an attested enclave does not hang on the attestation',
  why: 'only a condition that fails without an attestation document keeps everyone else out, only measurements of the image and of its signer say which enclave it is, and an enclave in debug mode measures zero and hides nothing',
  remedy:
    'ask for the PCRs with `StringEqualsIgnoreCase`, and see that no other statement lets the same principal in without',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-nitro-enclave.html',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      const attestations = attestationsOf(statement);
      if (statement.effect === 'Deny' || attestations.length === 0) continue;
      yield* zeros(statement);
      const bypass = withoutAttestation(document, lab, statement);
      if (bypass) yield bypass;
      const registers = new Set(attestations.map(({ register }) => register));
      if (
        attestations.some(({ clause }) => needsKey(clause)) &&
        registers.size === 1 &&
        registers.has('PCR1')
      ) {
        yield {
          severity: 'info',
          message: `${statementName(statement)} asks for PCR1 only, the measurement of the kernel, which many images share`,
          span: attestations[0]?.clause.keySpan,
        };
      }
    }
  },
});

function* zeros(statement: Statement): Generator<RuleFinding> {
  for (const { clause, register } of attestationsOf(statement)) {
    const zero = clause.values.find(({ value }) => isZero(value));
    // A PCR of NitroTPM that nothing has measured into is zero by right.
    if (!zero || register.startsWith('NITROTPM')) continue;
    yield {
      message: `${statementName(statement)} takes zeros for ${register}: the measurement of an enclave in debug mode`,
      span: zero.span,
    };
  }
}

/** The statement, or another, allows the same without any attestation document. */
function withoutAttestation(
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
