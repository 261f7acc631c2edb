// What an entry of a Principal element names, by its form alone; why a form is wrong, where it is.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import type { PrincipalPattern } from '../model/policy.ts';
import { quoted } from '../syntax/quoted.ts';
import { principalFault as fault, type NamedPrincipal } from './named-principal.ts';
import { namedByArn } from './principal-arn.ts';
import { fillIn, findVariables, isOfTemplate } from './variables.ts';

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
      remedy: findVariables(text).some(({ body }) => isOfTemplate(body))
        ? fillIn
        : 'put the variable in a condition on `aws:PrincipalArn` or `aws:PrincipalTag/…`',
    });
  }
  if (/[*?]/.test(text)) return wildcard(text);
  if (/^\d+$/.test(text)) return account(text);
  if (/^A[A-Z]{3}[A-Z0-9]{8,}$/.test(text)) return uniqueId(text);
  if (text.startsWith('arn:')) return namedByArn(text);
  const service = /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(text);
  return fault(`${quoted(text)} names no AWS principal`, {
    why: 'an entry of `AWS` is an account id, an ARN of a user, role or session, or `*`',
    remedy: service
      ? `move it under \`Service\`: \`{ "Service": "${text}" }\``
      : 'write the whole ARN: `arn:aws:iam::111122223333:role/NAME`',
  });
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
