import { type ServiceContext, serviceContexts } from '../../catalog/service-contexts.ts';
import { needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K34-context-of-service',
  severity: 'warning',
  summary: 'a condition asks for an encryption context that the service never sends',
  why: 'a service sends its encryption context in a form of its own: a condition on another form is never met by the service',
  remedy: 'write the value as the documentation of the service has it',
  ignore: 'where the context comes from an application of your own under the same name',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const name = /^kms:encryptioncontext:(.+)$/i.exec(clause.key)?.[1]?.toLowerCase();
        const row = serviceContexts.find(({ key }) => key.toLowerCase() === name);
        if (!row || !needsKey(clause) || clause.operator === 'Null') continue;
        for (const { value, span } of clause.values) {
          if (row.starts.some((start) => couldStart(value, start))) continue;
          yield {
            message: `${statementName(statement)}: \`${value}\` is never the \`${row.key}\` of an encryption context, which looks like \`${row.example}\``,
            span,
          };
        }
      }
    }
  },
});

/** Whether what comes before the first wildcard or variable of a value goes with a form, part by part. */
function couldStart(value: string, start: ServiceContext['starts'][number]): boolean {
  const literal = value.replace(/[*?]|\$\{[^}]*\}/g, '\0').split('\0')[0] ?? '';
  const isWhole = literal.length === value.length;
  const pattern = start
    .replace(/^arn:aws:/, 'arn:*:')
    .split('*')
    .map((part) => part.replace(/[.+^$(){}|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${pattern.join('[^:]*')}`);
  if (isWhole || whole.test(literal)) return whole.test(literal);
  // The literal part may end inside the form.
  const partial = start.split(':');
  return literal.split(':').every((part, index, parts) => {
    const wanted = index === 1 && partial.length > 1 ? '*' : partial[index];
    if (wanted === undefined || wanted === '*') return true;
    return index === parts.length - 1
      ? wanted.startsWith(part) || part.startsWith(wanted)
      : wanted === part;
  });
}
