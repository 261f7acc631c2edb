// Reads an Action or NotAction element: patterns such as `kms:Decrypt`, `kms:*`, `*`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
import { findKmsAction, kmsActions } from '../catalog/kms-actions.ts';
import type { ActionClause } from '../model/policy.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import { type Member, placed } from '../syntax/node.ts';
import { characterName, quoted } from '../syntax/quoted.ts';
import { nameTest } from './pattern.ts';
import type { PolicyContext } from './policy-context.ts';
import { subSpan } from './sub-span.ts';
import { asWritten, type PlacedText, readWritten } from './written.ts';

/** Reads the element into a clause. */
export function readAction({ key, value }: Member, context: PolicyContext): ActionClause {
  const kind = key as ActionClause['kind'];
  const { report } = context;
  const { values, unknown } = readWritten(value, report, {
    what: kind,
    example: '`"kms:Decrypt"`',
  });
  for (const item of values) checkAction(item, kind, context);
  if (value.kind === 'array' && value.items.length === 0) {
    const applies =
      kind === 'Action' ? 'so the statement never applies' : 'so it means every action';
    report({
      code: 'empty-element',
      severity: 'warning',
      span: value.span,
      message: `\`${kind}\` lists nothing, ${applies}`,
      remedy: 'list an action, or remove the statement',
    });
  }
  return {
    kind,
    patterns: values.map(asWritten),
    ...(unknown === undefined ? {} : { unknown }),
    ...placed(value.span),
  };
}

function checkAction(item: PlacedText, kind: string, context: PolicyContext): void {
  const { text, span } = item;
  const { report, rules } = context;
  if (text === '*') {
    if (!rules.bareAction && context.effect !== 'Allow') {
      report({
        code: 'action-without-service',
        span,
        message: `the \`Action\` of ${rules.label} cannot be \`*\``,
        why: 'it must name a service',
        remedy: 'write `kms:*`, and the same for each service you mean',
      });
    }
    return;
  }
  const fault = formFault(item);
  if (fault !== undefined) {
    report({ code: 'invalid-action', ...fault, span: fault.span ?? span });
    return;
  }
  const [prefix = '', name = ''] = text.split(':');
  if (prefix.toLowerCase() === 'kms') checkKmsName(item, name, context);
  else if (/[*?]/.test(prefix)) {
    report({
      code: 'wildcard-in-service',
      severity: 'warning',
      span,
      message: `${quoted(text)} has a wildcard in the name of the service`,
      why: `AWS documents wildcards only after the colon of ${kind}`,
      remedy: 'name the service, or write `*` for all actions',
    });
  }
}

function formFault(item: PlacedText) {
  const { text } = item;
  const strange = /[^!-~]/u.exec(text);
  if (strange !== null && strange[0].trim() !== '') {
    const at = strange.index;
    return {
      span: subSpan(item, at, at + strange[0].length),
      message: `the action ${quoted(text)} holds the character ${characterName(strange[0])}`,
      why: 'actions are plain ASCII, so this one matches nothing, however it looks',
      remedy: 'type the action again',
    };
  }
  if (text.trim() === '')
    return { message: 'an action is empty', remedy: 'write `kms:Decrypt`, say' };
  if (text.includes('${')) {
    return {
      code: 'variable-not-allowed',
      message: `the action ${quoted(text)} holds a policy variable, which an action cannot`,
      remedy: 'write the actions out',
    };
  }
  if (text.includes(',')) {
    return {
      message: `${quoted(text)} is one action with a comma inside`,
      remedy: 'write a list: `["kms:Encrypt", "kms:Decrypt"]`',
    };
  }
  if (/\s/.test(text)) {
    return { message: `the action ${quoted(text)} holds a space`, remedy: 'remove the space' };
  }
  if (text.startsWith('arn:')) {
    return { message: `${quoted(text)} is an ARN, not an action`, remedy: 'move it to `Resource`' };
  }
  if (!text.includes(':')) return noColon(text);
  if (/^[A-Za-z0-9*?-]+:[A-Za-z0-9*?_-]+$/.test(text)) return undefined;
  return {
    message: `${quoted(text)} is not an action`,
    why: 'an action is the prefix of a service, a colon and a name, in which `*` and `?` are wildcards',
    remedy: text.endsWith(':')
      ? `for all actions of the service write \`${text}*\``
      : 'write `kms:Decrypt`, say',
  };
}

function noColon(text: string) {
  const known = findKmsAction(text)?.name;
  return {
    message: `the action ${quoted(text)} has no service before it`,
    remedy:
      known === undefined
        ? 'write `SERVICE:ACTION`, as in `kms:Decrypt`'
        : `write \`kms:${known}\``,
  };
}

const kmsNames = kmsActions.map((action) => action.name.toLowerCase());

function checkKmsName(item: PlacedText, name: string, { report }: PolicyContext): void {
  const known = /[*?]/.test(name)
    ? kmsNames.some(nameTest(name))
    : findKmsAction(name) !== undefined;
  if (known) return;
  const hint = suggestion(name);
  report({
    code: 'unknown-action',
    severity: 'warning',
    span: item.span,
    message: /[*?]/.test(name)
      ? `${quoted(item.text)} matches no action of KMS`
      : `${quoted(item.text)} is not an action of KMS${hint === undefined ? '' : `; did you mean \`${hint}\`?`}`,
    why: 'AWS accepts it, and it never matches a request',
    remedy: hint === undefined ? 'check the name against the list of KMS actions' : undefined,
  });
}

/** A name that begins several actions was meant as all of them: `ReEncrypt` is ReEncryptFrom and ReEncryptTo. */
function suggestion(name: string): string | undefined {
  if (/[*?]/.test(name)) return undefined;
  const lower = name.toLowerCase();
  const begun = kmsActions.filter((action) => action.name.toLowerCase().startsWith(lower));
  if (begun.length > 1) return `kms:${begun[0]!.name.slice(0, name.length)}*`;
  if (begun.length === 1) return `kms:${begun[0]!.name}`;
  const near = didYouMean(
    name,
    kmsActions.map((action) => action.name),
  );
  return near === undefined ? undefined : `kms:${near}`;
}
