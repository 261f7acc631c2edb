// The texts of a file that a redaction looks at, and how much of each may stay.
import type { LocatedNode } from '../syntax/node.ts';
import { type MappedText, parseEmbedded, type StringNode, unescaped } from './embedded.ts';

/** How much of a text may stay: all, all but ids, no name, or nothing. */
export type Treatment = 'keep' | 'ids' | 'names' | 'whole' | 'sid';

/** A text of a file, with the offsets of its units in the file. */
export interface Leaf {
  readonly treatment: Treatment;
  readonly mapped: MappedText;
}

/** Every text of a file: values, and the names of members. Documents inside strings are opened. */
export function leavesOf(node: LocatedNode, text: string): Leaf[] {
  const leaves: Leaf[] = [];
  visit(node, { key: '', parent: '', operator: '' }, { text }, leaves);
  return leaves;
}

interface Around {
  /** The member that the value belongs to, and the one around that. */
  readonly key: string;
  readonly parent: string;
  /** Inside a Condition: the operator; empty elsewhere. */
  readonly operator: string;
}

function visit(node: LocatedNode, around: Around, outer: { text: string }, leaves: Leaf[]): void {
  switch (node.kind) {
    case 'array':
      for (const item of node.items) visit(item, around, outer, leaves);
      return;
    case 'object':
      for (const { key, keySpan, value } of node.members) {
        const name: StringNode = { kind: 'string', value: key, span: keySpan };
        leaves.push({ treatment: treatmentOfName(around), mapped: unescaped(name, outer.text) });
        const operator = around.key === 'Condition' ? key : around.operator;
        visit(value, { key, parent: around.key, operator }, outer, leaves);
      }
      return;
    case 'number':
      leaves.push({
        treatment: isSecret(around) ? 'whole' : 'ids',
        mapped: unescaped({ ...node, kind: 'string', value: node.raw }, outer.text),
      });
      return;
    case 'string': {
      const inner = /^\s*(\{|%7B)/i.test(node.value) ? parseEmbedded(node, outer).node : undefined;
      if (inner) visit(inner, { key: '', parent: '', operator: '' }, outer, leaves);
      else leaves.push({ treatment: treatmentOf(around), mapped: unescaped(node, outer.text) });
      return;
    }
    default:
      return;
  }
}

/** Members whose names are the user's own. */
function treatmentOfName({ key }: Around): Treatment {
  return ['users', 'groups', 'roles'].includes(key) ? 'names' : 'ids';
}

/** What access keys and MFA devices are proven with, whatever shape it has. */
function isSecret({ key, parent }: Around): boolean {
  if (secretFields.has(key)) return true;
  return secretFields.has(parent) && key !== 'env' && key !== 'file';
}

const secretFields: ReadonlySet<string> = new Set(['secret', 'seed', 'sessionToken', 'material']);

function treatmentOf(around: Around): Treatment {
  const { key, operator } = around;
  if (operator === '' && isSecret(around)) return 'whole';
  if (operator !== '') return treatmentOfCondition(operator, key);
  if (key === 'Sid') return 'sid';
  if (plainKeys.test(key)) return 'ids';
  if (freeTexts.has(key) || key.endsWith('Email')) return 'whole';
  if (keptFields.has(key) || /(Date|Timestamp|Algorithms|Type)$/.test(key)) return 'keep';
  return 'names';
}

const freeTexts = new Set(['Description', 'description', 'title', 'story']);
const keptFields = new Set(
  `Version Effect Action NotAction KeyUsage KeyState Origin KeyManager CustomerMasterKeySpec KeySpec
  ExpirationModel Region Operations Type FeatureSet Status State VersionId DefaultVersionId ServiceName
  ServiceRegion Tenancy IpAddressType Key TagKey region spec usage origin state status manager action
  multiRegionKeyType via viaService clock reason verdict kind`.split(/\s+/),
);

// Values that are addresses, times, numbers or words of AWS, whatever the key.
const plainOperators = /(Date|Numeric|Bool|IpAddress|Null)/;
const plainKeys =
  /^(aws:(SourceIp|VpcSourceIp|RequestedRegion|PrincipalType|CalledVia\w*|PrincipalServiceName\w*|UserAgent|TagKeys|CurrentTime|EpochTime|MultiFactorAuth\w*|SecureTransport|ViaAWSService|PrincipalIsAWSService)|kms:(?!(RequestAlias|ResourceAliases|GranteePrincipal|RetiringPrincipal|GrantConstraintSourceArn|EncryptionContext:)).+)$/i;

function treatmentOfCondition(operator: string, key: string): Treatment {
  if (plainOperators.test(operator)) return 'keep';
  return plainKeys.test(key) ? 'ids' : 'names';
}
