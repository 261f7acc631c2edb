// Every denial that the simulator words, what must be read of it, and what may happen to a text on its way.
import {
  accessDeniedText,
  type DeniedCall,
  explicitDeny,
  implicitDeny,
} from '../../src/catalog/error-texts.ts';
import type { DenyReason } from '../../src/model/decision.ts';
import type { PolicyType } from '../../src/model/policy.ts';
import type { DeniedResource, Said } from '../../src/why/error-text/denied-text.ts';

export const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const alice = 'arn:aws:sts::111122223333:assumed-role/Engineering/alice@example.com';

/** The policy whose silence each reason is. */
const silent: Readonly<Record<keyof typeof implicitDeny, PolicyType>> = {
  scp: 'service-control-policy',
  'vpc-endpoint': 'vpc-endpoint-policy',
  'not-delegated': 'resource-policy',
  'no-identity-allow': 'identity-policy',
  'no-caller-account-allow': 'identity-policy',
  'no-key-account-allow': 'resource-policy',
  'grant-constraint': 'resource-policy',
  boundary: 'permissions-boundary',
  'session-policy': 'session-policy',
  'trust-policy': 'trust-policy',
  'not-usable-across-accounts': 'resource-policy',
  anonymous: 'resource-policy',
};

interface Denial {
  readonly call: DeniedCall;
  readonly text: string;
  readonly said: Said;
  readonly resource: DeniedResource;
}

const reasons: readonly { readonly reason: DenyReason; readonly policyType?: PolicyType }[] = [
  ...(Object.keys(implicitDeny) as (keyof typeof implicitDeny)[]).map((reason) => ({ reason })),
  ...(Object.keys(explicitDeny) as PolicyType[]).map((policyType) => ({
    reason: 'explicit-deny' as const,
    policyType,
  })),
];

/** Reason × policy type × account × how the key was named. */
export const worded: readonly Denial[] = reasons.flatMap((row) =>
  [false, true].flatMap((crossAccount) =>
    (['resource', 'ciphertext'] as const).map((named) => {
      const action = named === 'resource' ? 'kms:GenerateDataKeyWithoutPlaintext' : 'kms:Decrypt';
      const call = { principalArn: alice, action, resourceArn: key, crossAccount, named, ...row };
      return denial(call);
    }),
  ),
);

/** Several reasons share a text, and then all must be read alike. */
export const denials: readonly Denial[] = worded.filter(
  ({ text }, index) => worded.findIndex((other) => other.text === text) === index,
);

function denial(call: DeniedCall): Denial {
  const text = accessDeniedText(call);
  const hidden = text.includes('does not exist in this Region');
  const resource: DeniedResource =
    call.named === 'ciphertext'
      ? { kind: 'ciphertext' }
      : hidden
        ? { kind: 'this' }
        : { kind: 'arn', arn: key };
  return { call, text, said: hidden ? { kind: 'hidden' } : saidOf(call), resource };
}

function saidOf({ reason, policyType }: DeniedCall): Said {
  if (reason !== 'explicit-deny')
    return { kind: 'implicit', policyType: silent[reason as keyof typeof silent] };
  const type = policyType === 'key-policy' ? 'resource-policy' : policyType!;
  return { kind: 'explicit', policyType: type };
}

/** What a beginning of the text may say. */
export function prefixOf(said: Said): readonly Said[] {
  const less: readonly Said[] = [{ kind: 'nothing' }, said];
  return said.kind === 'explicit' ? [...less, { kind: 'explicit' }] : less;
}

const columns = (text: string, width: number) =>
  text.match(new RegExp(`.{1,${width}}`, 'gs'))!.join('\n');
const words = (text: string, width: number) =>
  text.replace(new RegExp(`(.{1,${width}}) `, 'g'), '$1\n    ');

interface Wrapping {
  readonly how: string;
  readonly wrap: (text: string) => string;
}

/** How a text may be escaped. */
export const escapings: readonly Wrapping[] = [
  { how: 'in JSON', wrap: (text) => JSON.stringify({ errorMessage: text, more: 1 }) },
  {
    how: 'in JSON in JSON in JSON',
    wrap: (text) => JSON.stringify([JSON.stringify([JSON.stringify({ text: `"${text}"\n` })])]),
  },
  { how: 'percent-encoded', wrap: (text) => `?message=${encodeURIComponent(text)}&x=1` },
  { how: 'in a form', wrap: (text) => new URLSearchParams({ text, b: '1' }).toString() },
  { how: 'in HTML', wrap: (text) => `<p>&quot;${text.replaceAll('/', '&#x2F;')}&quot;&nbsp;</p>` },
  { how: 'in brackets', wrap: (text) => `(${text})` },
  { how: 'before a full stop', wrap: (text) => `${text}. Please retry.` },
];

/** How a text may be laid out. */
export const layouts: readonly Wrapping[] = [
  { how: 'wrapped at words', wrap: (text) => words(text, 60) },
  ...[40, 79, 80, 81, 120].map((width) => ({
    how: `wrapped at ${width} columns`,
    wrap: (text: string) => columns(`AccessDeniedException: ${text}`, width),
  })),
  {
    how: 'in a frame',
    wrap: (text) => `╷\n│ Error: ${columns(text, 70).replaceAll('\n', ' \n│ ')}\n│ \n│ with x\n╵\n`,
  },
  {
    how: 'in string literals',
    wrap: (text) => `'${columns(text, 60).replaceAll('\n', "' +\n    '")}',\n code: 'x'`,
  },
  {
    how: 'coloured',
    wrap: (text) => text.replace(/arn:[^ ]+/g, (arn) => `\u001b[1;36m${arn}\u001b[0m`),
  },
  {
    how: 'with carriage returns',
    wrap: (text) => `a\r\n${words(text, 50).replaceAll('\n', '\r\n')}\r\n`,
  },
  { how: 'with typographic hyphens', wrap: (text) => text.replaceAll('-based', '\u2011based') },
  { how: 'in lower-case words', wrap: (text) => text.replace('User:', 'user:') },
  { how: 'with quoted ARNs', wrap: (text) => text.replace(/arn:[^ ]+/g, (arn) => `"${arn}"`) },
];
