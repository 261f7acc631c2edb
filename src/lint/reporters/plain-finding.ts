// A finding as programs read it: no functions, and the witness as the request that anybody can decide again.
import type { Finding } from '../finding.ts';

/** The finding as a JSON value; schemas/lint-report.schema.json. */
export function plainFinding(finding: Finding): object {
  const { rule, severity, message, file, span, about, certain, fingerprint } = finding;
  const { dependsOn, related, witness, suggestion } = finding;
  return {
    rule,
    severity,
    message,
    file,
    ...(span ? { span } : {}),
    ...(about === undefined ? {} : { about }),
    certain,
    fingerprint,
    ...(dependsOn && dependsOn.length > 0 ? { dependsOn } : {}),
    ...(related && related.length > 0 ? { related } : {}),
    ...(witness
      ? {
          witness: {
            sentence: witness.sentence,
            verdict: witness.verdict,
            reason: witness.reason,
            request: witness.request,
            assuming: witness.assuming,
          },
        }
      : {}),
    ...(suggestion ? { suggestion } : {}),
  };
}
