// Reads who asks: an ARN, or an object that says what an ARN cannot.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { parseArn } from '../model/arn.ts';
import type { Principal } from '../model/principal.ts';
import type {
  FederatedUserInput,
  PrincipalInput,
  RoleSessionInput,
  ServiceInput,
  UserInput,
} from '../model/request.ts';
import { refuse } from './errors.ts';

const ACCOUNT = /^\d{12}$/;
const SERVICE_LINKED = 'aws-service-role/';

/** Works out the caller; refuses what names nobody who can sign a request. */
export function readPrincipal(input: string | PrincipalInput): Principal {
  if (input === 'anonymous') return anonymous;
  if (typeof input === 'string') return fromArn(input);
  if (typeof input !== 'object' || input === null) refuseShape();
  if ('federatedUser' in input) return federatedUser(input);
  if ('user' in input) return user(input);
  if ('role' in input) return role(input);
  if ('root' in input) return root(input.root, input.mfa);
  if ('service' in input) return service(input);
  return refuseShape();
}

const anonymous: Principal = {
  kind: 'anonymous',
  arn: 'anonymous',
  partition: 'aws',
  serviceLinked: false,
  temporary: false,
};

function refuseShape(): never {
  refuse(
    'principal',
    'the principal is neither an ARN nor one of `{ user }`, `{ role }`, `{ federatedUser }`, `{ root }`, `{ service }`, `anonymous`',
  );
}

function fromArn(text: string): Principal {
  const arn = parseArn(text);
  if (arn === undefined) {
    if (ACCOUNT.test(text))
      refuse(
        'principal',
        `\`${text}\` is an account, not a caller`,
        `for its root user, say \`arn:aws:iam::${text}:root\``,
      );
    if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(text)) return service({ service: text });
    refuse(
      'principal',
      `\`${text}\` is not the ARN of a principal`,
      'give the ARN of a user, a role, an assumed-role session, a federated user or a root',
    );
  }
  const { service: home, resource } = arn;
  if (home === 'iam' && resource === 'root') return root(text);
  if (home === 'iam' && resource.startsWith('user/')) return user({ user: text });
  if (home === 'iam' && resource.startsWith('role/')) return role({ role: text });
  if (home === 'sts' && resource.startsWith('assumed-role/')) return session(text);
  if (home === 'sts' && resource.startsWith('federated-user/'))
    return federatedUser({ federatedUser: text });
  return refuse(
    'principal',
    `\`${text}\` is not the ARN of a principal`,
    'give the ARN of a user, a role, an assumed-role session, a federated user or a root',
  );
}

/** What the ARN of a caller says: its resource begins with the key of the row. */
const kinds = {
  'user/': { label: 'an IAM user', example: 'arn:aws:iam::111122223333:user/NAME' },
  'role/': { label: 'a role', example: 'arn:aws:iam::111122223333:role/NAME' },
  'assumed-role/': {
    label: 'an assumed-role session',
    example: 'arn:aws:sts::111122223333:assumed-role/ROLE/SESSION',
  },
  'federated-user/': {
    label: 'a federated user',
    example: 'arn:aws:sts::111122223333:federated-user/NAME',
  },
} as const;

function accountOf(
  text: string,
  prefix: keyof typeof kinds,
): { account: string; partition: string; name: string } {
  const arn = typeof text === 'string' ? parseArn(text) : undefined;
  const named = arn?.resource.startsWith(prefix) === true && arn.resource.length > prefix.length;
  if (arn === undefined || !named || !ACCOUNT.test(arn.account)) {
    const { label, example } = kinds[prefix];
    refuse('principal', `\`${text}\` is not the ARN of ${label}`, `it looks like \`${example}\``);
  }
  return {
    account: arn.account,
    partition: arn.partition,
    name: arn.resource.slice(prefix.length),
  };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function user(input: UserInput): Principal {
  const { account, partition, name } = accountOf(input.user, 'user/');
  const temporary = input.session === true || input.mfa === true;
  return {
    kind: 'user',
    arn: input.user,
    principalArn: input.user,
    account,
    partition,
    name: lastPart(name),
    serviceLinked: false,
    temporary,
    ...optional({ tags: input.tags, mfa: input.mfa ?? (temporary ? false : undefined) }),
  };
}

function role(input: RoleSessionInput): Principal {
  if (
    typeof input.role === 'string' &&
    parseArn(input.role)?.resource.startsWith('assumed-role/')
  ) {
    const named = session(input.role);
    return {
      ...named,
      ...optional({
        tags: input.tags,
        mfa: input.mfa ?? named.mfa,
        sourceIdentity: input.sourceIdentity,
      }),
    };
  }
  const { account, partition, name: path } = accountOf(input.role, 'role/');
  const name = lastPart(path);
  const { sessionName } = input;
  return {
    kind: 'role',
    arn:
      sessionName === undefined
        ? input.role
        : `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    principalArn: input.role,
    account,
    partition,
    name,
    serviceLinked: path.startsWith(SERVICE_LINKED),
    temporary: true,
    mfa: input.mfa ?? false,
    ...optional({ sessionName, tags: input.tags, sourceIdentity: input.sourceIdentity }),
  };
}

/** A session's ARN does not hold its role's path: it is taken as `/`. */
function session(text: string): Principal {
  const { account, partition, name: path } = accountOf(text, 'assumed-role/');
  const slash = path.indexOf('/');
  const sessionName = path.slice(slash + 1);
  if (slash <= 0 || sessionName === '') {
    refuse(
      'principal',
      `\`${text}\` does not name a role and a session`,
      `it looks like \`${kinds['assumed-role/'].example}\``,
    );
  }
  const name = path.slice(0, slash);
  return role({ role: `arn:${partition}:iam::${account}:role/${name}`, sessionName });
}

function federatedUser(input: FederatedUserInput): Principal {
  const { account, partition, name } = accountOf(input.federatedUser, 'federated-user/');
  return {
    kind: 'federated-user',
    arn: input.federatedUser,
    principalArn: input.federatedUser,
    account,
    partition,
    name,
    serviceLinked: false,
    temporary: true,
    ...optional({ issuingUser: input.user, tags: input.tags }),
  };
}

function root(text: string, mfa?: boolean): Principal {
  const arn = ACCOUNT.test(text) ? undefined : parseArn(text);
  const account = arn?.account ?? text;
  if (!ACCOUNT.test(account))
    refuse(
      'principal',
      `\`${text}\` is not the root of an account`,
      'give the 12-digit account id or `arn:aws:iam::111122223333:root`',
    );
  const partition = arn?.partition ?? 'aws';
  const rootArn = `arn:${partition}:iam::${account}:root`;
  return {
    kind: 'root',
    arn: rootArn,
    principalArn: rootArn,
    account,
    partition,
    serviceLinked: false,
    temporary: mfa !== undefined,
    ...optional({ mfa }),
  };
}

function service(input: ServiceInput): Principal {
  if (typeof input.service !== 'string' || !/^[a-z0-9.-]+\.[a-z.]+$/.test(input.service)) {
    refuse(
      'principal',
      `\`${String(input.service)}\` is not a service principal`,
      'it looks like `cloudtrail.amazonaws.com`',
    );
  }
  return {
    kind: 'service',
    arn: input.service,
    partition: 'aws',
    serviceLinked: false,
    temporary: false,
    ...optional({ sourceArn: input.sourceArn, sourceAccount: input.sourceAccount }),
  };
}

/** Keeps the fields that have a value. */
function optional<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
