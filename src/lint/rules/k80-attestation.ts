import type { Statement } from '../../model/policy.ts';
import { attestationsOf, isZero, withoutAttestation } from '../attestation.ts';
import type { RuleFinding } from '../finding.ts';
import { needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
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
