import { rule } from '../rule.ts';
import { principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P11-everyone-and-others',
  severity: 'info',
  summary: 'a statement names everyone and others beside',
  why: '`"*"` names all principals already, so that the others only make it look narrower than it is',
  remedy: 'remove `"*"`, or everything else',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  types: ['key-policy', 'resource-policy', 'trust-policy', 'vpc-endpoint-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const entries = principalsOf(statement);
      const everyone = entries.find(({ kind }) => kind === 'everyone');
      const others = entries.filter(({ kind }) => kind !== 'everyone');
      if (!everyone || others.length === 0) continue;
      yield {
        message: `${statementName(statement)}: \`*\` already names ${others.map(({ value }) => `\`${value}\``).join(', ')}`,
        span: everyone.span,
        related: others.map(({ value, span }) => ({ message: `\`${value}\``, span })),
      };
    }
  },
});
