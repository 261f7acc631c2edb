// Reads who asks: an ARN or a short name, and what else a request says of the caller.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
import { type Arn, parseArn } from '../model/arn.ts';
import type {
  FederatedUserInput,
  RoleSessionInput,
  RootInput,
  ServiceInput,
  UserInput,
} from '../model/request.ts';
import type { DocumentInput } from '../policy/document.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';
import { found, listed, type Step, type Unresolved, wrong } from './step.ts';
import type { Account, Role, User, World } from './world.ts';

/** A caller by its ARN or short name (`arn`) or by its kind, with what the ARN does not say. */
export type CallerInput = NamedCaller | (ArnInput & CallerExtras);

/** A caller by its kind. */
export type NamedCaller = (
  | UserInput
  | RoleSessionInput
  | FederatedUserInput
  | RootInput
  | ServiceInput
) &
  CallerExtras;

/** What a request may say of any caller. */
export interface CallerExtras {
  readonly sessionPolicies?: readonly DocumentInput[];
  readonly viaService?: string;
}

interface ArnInput {
  readonly arn: string;
  readonly mfa?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
}

/** A principal that is named by `arn`, or by an object of its kind, as an object of its kind. */
export function readCaller(world: World, principal: string | CallerInput): Step<NamedCaller> {
  if (typeof principal === 'string') return readName(world, principal, {});
  if (typeof principal !== 'object' || principal === null) {
    return wrong('principal', 'the principal is neither a text nor an object');
  }
  if ('arn' in principal) {
    const { arn, ...rest } = principal;
    return readName(world, arn, rest);
  }
  const field = (['federatedUser', 'user', 'role', 'root', 'service'] as const).find(
    (name) => name in principal,
  );
  const value = field && (principal as unknown as Record<string, unknown>)[field];
  if (!field || typeof value !== 'string') {
    return wrong(
      'principal',
      'the principal names nobody',
      'give it an `arn`, `user`, `role`, `federatedUser`, `root` or `service`',
    );
  }
  if (field === 'service' || field === 'root') return found(principal);
  const prefix = field === 'federatedUser' ? 'federated-user' : field;
  const text = value.startsWith('arn:') ? value : `${prefix}/${value}`;
  const { [field]: _, ...rest } = principal as unknown as Record<string, unknown>;
  const named = readName(world, text, rest);
  if (named.kind !== 'found' || field in named.value) return named;
  return wrong('principal', `${quoted(value)} is no \`${field}\``);
}

/** Reads an ARN or a short name; `rest` is what else the request says of the principal. */
function readName(world: World, text: string, rest: object): Step<NamedCaller> {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return found({ service: text, ...rest });
  if (/^\d{12}$/.test(text)) {
    return wrong(
      'principal',
      `${quoted(text)} is an account, not a caller`,
      `for its root user, say \`arn:aws:iam::${text}:root\``,
    );
  }
  const arn = text.startsWith('arn:') ? parseArn(text) : shortName(world, text);
  if (arn && 'kind' in arn) return arn;
  if (!arn) return notAPrincipal(text);
  const { service, resource, account, partition } = arn;
  const whole = `arn:${partition}:${service}::${account}:${resource}`;
  const [kind, ...path] = resource.split('/');
  if (!/^\d{12}$/.test(account) || (resource !== 'root' && path.join('') === ''))
    return notAPrincipal(text);
  if (service === 'iam' && resource === 'root') return found({ root: account, ...rest });
  if (service === 'iam' && kind === 'user') return found({ user: whole, ...rest });
  if (service === 'iam' && kind === 'role') return found({ role: whole, ...rest });
  if (service === 'sts' && kind === 'federated-user')
    return found({ federatedUser: whole, ...rest });
  if (service === 'sts' && kind === 'assumed-role' && path.length === 2) {
    return found({ role: whole, sessionName: path[1]!, ...rest });
  }
  return notAPrincipal(text);
}

function notAPrincipal(text: string): Unresolved {
  return wrong(
    'principal',
    `${quoted(text)} is not a principal`,
    'give the ARN of a user, a role, an assumed-role session, a federated user or a root, or `user/NAME`, `role/NAME`, `role/NAME/SESSION`',
  );
}

/** `alice`, `user/alice`, `role/Engineering`, `role/Engineering/session`, `root` as an ARN. */
function shortName(world: World, text: string): Arn | Unresolved | undefined {
  const accounts = [...world.accounts.values()];
  const all = principalsOf(accounts);
  const arnOf = (resource: string, account: string, service = 'iam'): Arn => ({
    partition: world.accounts.get(account)?.partition ?? 'aws',
    service,
    region: '',
    account,
    resource,
  });
  const [kind, name, session] = text.includes('/') ? text.split('/') : [undefined, text];
  if (text === 'root' || kind === 'federated-user') {
    const [only, second] = accounts;
    if (!only || second) {
      return wrong(
        'principal',
        `${quoted(text)} could belong to any of ${accounts.length} accounts`,
        'give its ARN',
      );
    }
    return text === 'root' ? arnOf('root', only.id) : arnOf(text, only.id, 'sts');
  }
  const fits = all.filter((entry) => entry.name === name && (kind ?? entry.kind) === entry.kind);
  const [first, second] = fits;
  if (second) {
    return wrong(
      'principal',
      `${quoted(text)} is the name of ${fits.length} principals: ${fits.map(({ arn }) => `\`${arn}\``).join(', ')}`,
      'give one of these ARNs',
    );
  }
  if (!first) {
    if (kind !== undefined && kind !== 'user' && kind !== 'role') return undefined;
    const names = all.map((entry) => (kind ? `${entry.kind}/${entry.name}` : entry.name));
    return wrong(
      'unknown-principal',
      `there is no principal ${quoted(text)} in the world${didYouMeanHint(text, names)}`,
      listed(
        'the world holds',
        all.map(({ arn }) => arn),
      ),
    );
  }
  if (session === undefined) return parseArn(first.arn);
  return arnOf(`assumed-role/${first.name}/${session}`, first.account, 'sts');
}

function principalsOf(accounts: readonly Account[]): (User | Role)[] {
  return accounts.flatMap((account) => [...account.users.values(), ...account.roles.values()]);
}
