// Entries of a Principal element that are not under `AWS`: services, identity providers, S3's ids.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { quoted } from '../syntax/quoted.ts';
import { principalFault as fault, type NamedPrincipal } from './named-principal.ts';

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Reads an entry under `Service`: `cloudtrail.amazonaws.com`. */
export function namedService(text: string): NamedPrincipal {
  if (/[*?]/.test(text)) {
    return fault(`${quoted(text)} is a wildcard for services, which AWS does not have`, {
      code: 'principal-wildcard',
      remedy: 'name each service: `"Service": ["cloudtrail.amazonaws.com"]`',
    });
  }
  if (text.includes('${')) return variable(text);
  if (DOMAIN.test(text)) return { kind: 'service' };
  const lower = text.toLowerCase();
  return fault(`${quoted(text)} is not the name of a service`, {
    remedy:
      lower !== text
        ? `write it in lower case: \`${lower}\``
        : /^[a-z0-9-]+$/.test(text)
          ? `did you mean \`${text}.amazonaws.com\`?`
          : 'a service is named like `cloudtrail.amazonaws.com`',
  });
}

/** Whether a service's name ends as those of AWS do, in one of its partitions. */
export function endsAsService(text: string): boolean {
  return /\.(amazonaws\.(com|com\.cn|eu)|amazon\.com|aws\.internal|sc2s\.sgov\.gov|c2s\.ic\.gov)$/.test(
    text,
  );
}

/** Reads an entry under `Federated`: a provider's ARN or its domain. */
export function namedProvider(text: string): NamedPrincipal {
  if (text === '*' || /[*?]/.test(text)) {
    return fault(`${quoted(text)} is a wildcard for identity providers, which AWS does not have`, {
      code: 'principal-wildcard',
      remedy: 'name the provider: `arn:aws:iam::111122223333:oidc-provider/DOMAIN`',
    });
  }
  if (text.includes('${')) return variable(text);
  const arn = /^arn:[\w-]+:iam::(\d{12}):(saml-provider|oidc-provider)\/.+$/.exec(text);
  if (arn !== null) return { kind: 'federated', account: arn[1]! };
  if (DOMAIN.test(text)) return { kind: 'federated' };
  return fault(`${quoted(text)} is not an identity provider`, {
    remedy:
      'write the ARN of a SAML or OIDC provider, or a domain such as `cognito-identity.amazonaws.com`',
  });
}

/** Reads an entry under `CanonicalUser`: 64 hexadecimal digits. */
export function namedCanonicalUser(text: string): NamedPrincipal {
  if (/^[0-9a-f]{64}$/.test(text)) return { kind: 'canonical-user' };
  return fault(`${quoted(text)} is not a canonical user id`, {
    remedy: 'a canonical user id has 64 hexadecimal digits in lower case',
  });
}

function variable(text: string): NamedPrincipal {
  return fault(`${quoted(text)} holds a policy variable, which a principal cannot`, {
    code: 'variable-not-allowed',
  });
}
