// The ARNs that can stand under `AWS` in a Principal element, and why others cannot.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { type Arn, parseArn } from '../model/arn.ts';
import type { PrincipalPatternKind } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { principalFault as fault, type NamedPrincipal } from './named-principal.ts';

/** Reads the ARN of an account root, a user, a role or a session. */
export function namedByArn(text: string): NamedPrincipal {
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
