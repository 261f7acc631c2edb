// An error text as evidence: who was denied what on which key is all that it holds, and often not all of that.
import { findKmsAction } from '../../catalog/kms-actions.ts';
import { parseArn } from '../../model/arn.ts';
import type { WorldRequest } from '../../world/request.ts';
import type { DeniedText } from '../error-text/denied-text.ts';
import type { CallEvidence } from './call-evidence.ts';

/** What flags add to a text: it does not hold the circumstances of the call. */
export interface Supplement
  extends Pick<WorldRequest, 'key' | 'region' | 'context' | 'via' | 'vpcEndpoint'> {
  readonly principal?: CallEvidence['principal'] | undefined;
  readonly action?: string | undefined;
  readonly time: Date;
  /** Whether the time was given, or is only now. */
  readonly timeGiven: boolean;
}

/** The evidence, or a sentence that says what the text lacks. */
export function evidenceOfText(
  denied: DeniedText,
  given: Supplement,
):
  | { readonly kind: 'evidence'; readonly evidence: CallEvidence }
  | { readonly kind: 'unclear'; readonly sentence: string } {
  const principal = given.principal ?? denied.principal;
  const action = denied.action ?? given.action;
  if (principal === undefined) return unclear('does not say who was denied', '`--principal`');
  if (action === undefined) return unclear('does not say what was denied', '`--action`');
  const { resource } = denied;
  const key = given.key ?? (resource?.kind === 'arn' ? resource.arn : undefined);
  const context = given.context ?? {};
  const operation = operationOf(action);
  const fromText = 'the error text';
  const from = (value: unknown) => (value === undefined ? fromText : 'given');
  return {
    kind: 'evidence',
    evidence: {
      principal,
      operation,
      action,
      keys: key === undefined ? [] : [key],
      region: given.region ?? (key && parseArn(key)?.region) ?? denied.region,
      time: given.time,
      context,
      origins: () => ({
        ...Object.fromEntries(Object.keys(context).map((name) => [name, 'given'])),
        caller: from(given.principal),
        operation: from(denied.action === undefined ? given.action : undefined),
        key: from(given.key),
        region: key === undefined ? from(given.region) : from(given.region ?? given.key),
        time: given.timeGiven ? 'given' : 'the time of now: the text does not say it',
      }),
      via: given.via,
      viaUnnamed: false,
      addressKnown: true,
      attested: false,
      timeKnown: given.timeGiven,
      textOnly: true,
      byCiphertext: resource?.kind === 'ciphertext',
      ...(given.vpcEndpoint === undefined ? {} : { vpcEndpoint: { id: given.vpcEndpoint } }),
    },
  };
}

/** `kms:ReEncryptFrom` belongs to the operation ReEncrypt; all others have their operation's name. */
function operationOf(action: string): string {
  const name = action.slice(action.indexOf(':') + 1);
  if (/^ReEncrypt(From|To)$/i.test(name)) return 'ReEncrypt';
  return findKmsAction(name)?.name ?? name;
}

function unclear(what: string, flag: string) {
  return { kind: 'unclear' as const, sentence: `the text ${what}; say it with ${flag}` };
}
