// The AWS CLI commands that make the changes of a fix at AWS. A word in capitals stands for what the world does
// not hold. https://docs.aws.amazon.com/cli/latest/reference/
import { parseArn } from '../../model/arn.ts';
import type { JsonObject, Policy } from '../../model/policy.ts';
import { parseJson } from '../../syntax/json.ts';
import { shellWord } from '../../syntax/shell-word.ts';
import { toValue } from '../../syntax/value.ts';
import type { Key, World } from '../../world/world.ts';
import { accountOfSlot } from './add-document.ts';
import { documentHolders } from './document-holders.ts';
import type { PolicyHolder } from './policy-places.ts';
import type { DocumentChange, NewDocument, WorldChange } from './world-change.ts';

/** The commands, in the order of the changes; none for what no command changes. */
export function fixCommands(world: World, changes: readonly WorldChange[]): readonly string[] {
  const commands = changes.flatMap((change) => commandsOf(world, change));
  const several = world.accounts.size > 1;
  const texts = commands.map(({ account, text }) =>
    several && account !== undefined ? `# ${account}\n${text}` : text,
  );
  return [...new Set(texts)];
}

/** A command, and with whose credentials to run it. */
interface Command {
  readonly account: string | undefined;
  readonly text: string;
}

function commandsOf(world: World, change: WorldChange): readonly Command[] {
  const as = (account: string | undefined, texts: readonly string[]) =>
    texts.map((text): Command => ({ account: account && `account ${account}`, text }));
  switch (change.kind) {
    case 'grant':
      return as(change.key.account, [change.command]);
    case 'document':
      return documentHolders(world, change.before).flatMap((holder) =>
        holder.kind === 'account'
          ? ofTheOrganization(changedDocument(world, change, holder))
          : as(accountOfHolder(holder), changedDocument(world, change, holder)),
      );
    case 'new-document': {
      const { slot } = change;
      const texts = newDocument(change);
      return slot.kind === 'scp' ? ofTheOrganization(texts) : as(accountOfSlot(slot), texts);
    }
    default:
      return change satisfies never;
  }
}

function ofTheOrganization(texts: readonly string[]): readonly Command[] {
  return texts.map((text) => ({ account: "the organization's management account", text }));
}

function accountOfHolder(holder: PolicyHolder): string | undefined {
  switch (holder.kind) {
    case 'user':
    case 'role':
    case 'group':
    case 'account':
      return holder.account;
    case 'trusting-role':
      return holder.role.account;
    case 'key':
      return holder.key.account;
    case 'resource':
      return holder.resource.account;
    case 'vpc-endpoint':
      return holder.endpoint.account;
    case 'session':
    case 'request':
      return undefined;
    default:
      return holder satisfies never;
  }
}

/** The document on one line; characters that do not show are escaped. */
function jsonOf({ document }: Policy): string {
  return JSON.stringify(document).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    [...Array(char.length).keys()]
      .map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

type Options = Readonly<Record<string, string>>;

/** One option on each line, as people write long commands. */
function command(name: string, options: Options, flags: readonly string[] = []): string {
  const words = Object.entries(options).map(([option, value]) => `--${option} ${shellWord(value)}`);
  return [`aws ${name}`, ...words, ...flags].join(' \\\n  ');
}

function changedDocument(
  world: World,
  { before, after }: DocumentChange,
  holder: PolicyHolder,
): readonly string[] {
  const document = jsonOf(after);
  switch (holder.kind) {
    case 'key':
      return [putKeyPolicy(holder.key, document)];
    case 'user':
    case 'role':
    case 'group':
      if (before.type === 'permissions-boundary' || before.arn !== undefined) {
        return [newVersion(before, document)];
      }
      return [putInline(holder.kind, holder.name, before.name || 'POLICY-NAME', document)];
    case 'trusting-role':
      return [updateTrust(holder.role.name, document)];
    case 'vpc-endpoint':
      return [modifyEndpoint(holder.endpoint.id, document)];
    case 'account':
      return [
        command('organizations update-policy', {
          'policy-id': idOfScp(world, before) ?? 'POLICY-ID',
          content: document,
        }),
      ];
    case 'resource':
      return putResourcePolicy(holder.resource.arn, document);
    case 'session':
    case 'request':
      // Whoever starts the session passes its policy.
      return [];
    default:
      return holder satisfies never;
  }
}

function newDocument({ slot, policy }: NewDocument): readonly string[] {
  const document = jsonOf(policy);
  switch (slot.kind) {
    case 'identity':
      return [putInline(slot.entity.kind, slot.entity.name, policy.name, document)];
    case 'boundary':
      return [
        command('iam create-policy', { 'policy-name': policy.name, 'policy-document': document }),
        command(`iam put-${slot.entity.kind}-permissions-boundary`, {
          [`${slot.entity.kind}-name`]: slot.entity.name,
          'permissions-boundary': `arn:${parseArn(slot.entity.arn)?.partition ?? 'aws'}:iam::${slot.entity.account}:policy/${policy.name}`,
        }),
      ];
    case 'trust':
      return [updateTrust(slot.role.name, document)];
    case 'key':
      return [putKeyPolicy(slot.key, document)];
    case 'resource':
      return putResourcePolicy(slot.resource.arn, document);
    case 'scp':
      return [
        command('organizations create-policy', {
          type: 'SERVICE_CONTROL_POLICY',
          name: policy.name,
          description: policy.name,
          content: document,
        }),
        command('organizations attach-policy', {
          'policy-id': 'POLICY-ID',
          'target-id': 'TARGET-ID',
        }),
      ];
    case 'vpc-endpoint':
      return [modifyEndpoint(slot.id, document)];
    default:
      return slot satisfies never;
  }
}

/** https://docs.aws.amazon.com/cli/latest/reference/kms/put-key-policy.html */
function putKeyPolicy({ region, arn }: Key, policy: string): string {
  return command('kms put-key-policy', {
    region,
    'key-id': arn,
    'policy-name': 'default',
    policy,
  });
}

function putInline(
  kind: 'user' | 'role' | 'group',
  name: string,
  policy: string,
  document: string,
): string {
  return command(`iam put-${kind}-policy`, {
    [`${kind}-name`]: name,
    'policy-name': policy,
    'policy-document': document,
  });
}

/** A managed policy has versions; https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html */
function newVersion({ arn }: Policy, document: string): string {
  const options = { 'policy-arn': arn ?? 'POLICY-ARN', 'policy-document': document };
  return command('iam create-policy-version', options, ['--set-as-default']);
}

function updateTrust(role: string, document: string): string {
  return command('iam update-assume-role-policy', {
    'role-name': role,
    'policy-document': document,
  });
}

function modifyEndpoint(id: string, document: string): string {
  return command('ec2 modify-vpc-endpoint', {
    'vpc-endpoint-id': id,
    'policy-document': document,
  });
}

/** Each service has its own command; here are those of buckets and of secrets. */
function putResourcePolicy(arn: string, document: string): readonly string[] {
  const { service, resource } = parseArn(arn) ?? {};
  if (service === 's3' && resource !== undefined) {
    return [
      command('s3api put-bucket-policy', {
        bucket: resource.replace(/\/.*$/, ''),
        policy: document,
      }),
    ];
  }
  if (service === 'secretsmanager') {
    return [
      command('secretsmanager put-resource-policy', {
        'secret-id': arn,
        'resource-policy': document,
      }),
    ];
  }
  return [];
}

/** The id of an SCP stands in the output that its document was read from. */
function idOfScp({ files }: World, { file }: Policy): string | undefined {
  const output = files.find(
    ({ path, takenFor }) => path === file && takenFor === 'organizations describe-policy',
  );
  const { node } = output ? parseJson(output.text) : {};
  const policy = node && (toValue(node) as JsonObject).Policy;
  const summary = (policy as JsonObject | undefined)?.PolicySummary;
  const id = (summary as JsonObject | undefined)?.Id;
  return typeof id === 'string' ? id : undefined;
}
