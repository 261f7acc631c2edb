// What an entry of a Principal element names, by its form alone; why a form is wrong, where it is.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { type Arn, parseArn } from '../model/arn.ts';
import type { PrincipalPattern, PrincipalPatternKind } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';

/** Why a text names no principal. */
export interface PrincipalFault {
  readonly code: 'invalid-principal' | 'principal-wildcard' | 'variable-not-allowed';
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
}

/** What a text names, or why it names nothing. */
export type NamedPrincipal =
  | { readonly kind: PrincipalPatternKind; readonly account?: string; readonly fault?: undefined }
  | { readonly fault: PrincipalFault };

/** The principal that an ARN, account id, unique id or service name stands for; undefined for any other text. */
export function principalPattern(text: string): PrincipalPattern | undefined {
  const isService = !text.includes(':') && text.includes('.');
  const named = isService ? { kind: 'service' as const } : namedAwsPrincipal(text);
  if (named.fault !== undefined) return undefined;
  return { value: text, ...named };
}

/** Reads an entry under `AWS`. */
export function namedAwsPrincipal(text: string): NamedPrincipal {
  if (text === '*') return { kind: 'everyone' };
  if (text.includes('${')) {
    return fault(`${quoted(text)} holds a policy variable, which a principal cannot`, {
      code: 'variable-not-allowed',
      remedy: 'put the variable in a condition on `aws:PrincipalArn` or `aws:PrincipalTag/…`',
    });
  }
  if (/[*?]/.test(text)) return wildcard(text);
  if (/^\d+$/.test(text)) return account(text);
  if (/^A[A-Z]{3}[A-Z0-9]{8,}$/.test(text)) return uniqueId(text);
  if (text.startsWith('arn:')) return fromArn(text);
  const service = /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(text);
  return fault(`${quoted(text)} names no AWS principal`, {
    why: 'an entry of `AWS` is an account id, an ARN of a user, role or session, or `*`',
    remedy: service
      ? `move it under \`Service\`: \`{ "Service": "${text}" }\``
      : 'write the whole ARN: `arn:aws:iam::111122223333:role/NAME`',
  });
}

function fault(message: string, rest: Partial<PrincipalFault> = {}): { fault: PrincipalFault } {
  return { fault: { code: 'invalid-principal', message, ...rest } };
}

function wildcard(text: string): NamedPrincipal {
  return fault(`${quoted(text)} has a wildcard inside a principal`, {
    code: 'principal-wildcard',
    why: 'a principal is named whole, or is `*` alone',
    remedy:
      'name the account as the principal, and put the pattern in an `ArnLike` condition on `aws:PrincipalArn`',
  });
}

function account(text: string): NamedPrincipal {
  if (text.length === 12) return { kind: 'account', account: text };
  return fault(`the account id ${quoted(text)} has ${text.length} digits instead of 12`, {
    ...(text.length < 12 ? { remedy: 'an account id keeps its leading zeros' } : {}),
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const otherIds: Readonly<Record<string, string>> = {
  ABIA: 'a bearer token',
  ACCA: 'a context-specific credential',
  AGPA: 'a group',
  AIPA: 'an instance profile',
  AKIA: 'an access key',
  ANPA: 'a managed policy',
  ANVA: 'a version of a managed policy',
  APKA: 'a public key',
  ASCA: 'a certificate',
  ASIA: 'a temporary access key',
};

function uniqueId(text: string): NamedPrincipal {
  const prefix = text.slice(0, 4);
  if (prefix === 'AIDA' || prefix === 'AROA') return { kind: 'unique-id' };
  const kind = otherIds[prefix];
  return fault(
    kind === undefined
      ? `${quoted(text)} is not a unique id of a user or role`
      : `${quoted(text)} is the id of ${kind}, which cannot be a principal`,
    {
      remedy:
        'the id of a user starts with `AIDA`, that of a role with `AROA`; better write the ARN',
    },
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

function fromArn(text: string): NamedPrincipal {
  const arn = parseArn(text);
  if (arn === undefined) {
    return fault(`the ARN ${quoted(text)} has ${text.split(':').length} of its six parts`, {
      remedy: 'write `arn:aws:iam::111122223333:role/NAME`, with two colons before the account id',
    });
  }
  if (!partitions.includes(arn.partition)) {
    const hint = didYouMeanHint(arn.partition, partitions);
    return fault(`${quoted(arn.partition)} in ${quoted(text)} is not a partition of AWS${hint}`, {
      remedy:
        'the partitions are `aws`, `aws-cn` and `aws-us-gov`, beside those of the European and isolated clouds',
    });
  }
  if (arn.service !== 'iam' && arn.service !== 'sts') {
    return fault(`${quoted(text)} is an ARN of ${quoted(arn.service)}, which has no principals`, {
      remedy:
        'name a user or role (`arn:aws:iam::…`), or put this ARN in a condition on `aws:SourceArn`',
    });
  }
  if (arn.region !== '') {
    return fault(`the ARN ${quoted(text)} has a Region, and principals have none`, {
      remedy: `leave it out: \`arn:${arn.partition}:${arn.service}::${arn.account}:${arn.resource}\``,
    });
  }
  return inAccount(arn, text);
}

function inAccount(arn: Arn, text: string): NamedPrincipal {
  // An origin access identity of CloudFront, in bucket policies.
  if (arn.account === 'cloudfront' && arn.resource.startsWith('user/')) return { kind: 'user' };
  if (!/^\d{12}$/.test(arn.account)) {
    return fault(`the account id ${quoted(arn.account)} in ${quoted(text)} is not 12 digits`, {
      ...(/^\d{1,11}$/.test(arn.account)
        ? { remedy: 'an account id keeps its leading zeros' }
        : {}),
    });
  }
  const kind = kindOfResource(arn);
  if (typeof kind === 'string') return { kind, account: arn.account };
  const { message, ...rest } = kind;
  return fault(`${quoted(text)} ${message}`, rest);
}

/** A name of a user or role; sessions of services have a role such as `aws:ec2-infrastructure`. */
const NAME = /^(?:aws:)?[\w+=,.@-]+$/;

type ResourceFault = { readonly message: string; readonly why?: string; readonly remedy?: string };

function kindOfResource(arn: Arn): PrincipalPatternKind | ResourceFault {
  const [type = '', ...path] = arn.resource.split('/');
  const name = path.at(-1) ?? '';
  const named = path.length > 0 && NAME.test(name);
  if (arn.service === 'sts') {
    if (type === 'assumed-role') return sessionKind(path);
    if (type === 'federated-user' && path.length === 1 && named) return 'federated-user';
    return {
      message: 'names no session',
      remedy: `\`sts\` ARNs end in \`assumed-role/ROLE/SESSION\` or \`federated-user/NAME\`; users and roles have \`iam\` ARNs`,
    };
  }
  if (arn.resource === 'root') return 'account';
  if (type === 'user' || type === 'role') {
    if (named) return type;
    return {
      message: `names no ${type}: after \`${type}/\` comes ${name === '' ? 'nothing' : 'a name that IAM does not allow'}`,
      why: 'names hold letters, digits and `+=,.@_-`',
    };
  }
  return (
    wrongResource[type] ?? {
      message: `names neither a user nor a role${didYouMeanHint(type, ['user', 'role', 'root'])}`,
    }
  );
}

function sessionKind(path: readonly string[]): PrincipalPatternKind | ResourceFault {
  if (path.length === 2 && path.every((part) => NAME.test(part))) return 'session';
  if (path.length === 1) {
    return {
      message: 'names a role without a session',
      remedy:
        'add the name of the session, or name the role: `arn:aws:iam::111122223333:role/NAME`',
    };
  }
  return {
    message: 'names no session',
    remedy:
      'write `assumed-role/ROLE/SESSION`; the ARN of a session does not hold the path of the role',
  };
}

const wrongResource: Readonly<Record<string, ResourceFault>> = {
  group: {
    message: 'is a group, which cannot be a principal',
    why: 'a group cannot make requests',
    remedy: 'name its users, or give the group an identity policy',
  },
  'instance-profile': {
    message: 'is an instance profile, which cannot be a principal',
    remedy: 'name the role in it',
  },
  'assumed-role': {
    message: 'mixes a session with an `iam` ARN',
    remedy: 'sessions have `sts` ARNs: `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`',
  },
  'federated-user': {
    message: 'mixes a federated user with an `iam` ARN',
    remedy: 'write `arn:aws:sts::111122223333:federated-user/NAME`',
  },
  'saml-provider': { message: 'is an identity provider', remedy: 'move it under `Federated`' },
  'oidc-provider': { message: 'is an identity provider', remedy: 'move it under `Federated`' },
  policy: { message: 'is a managed policy, which cannot be a principal' },
};
