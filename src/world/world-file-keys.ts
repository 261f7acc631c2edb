// Reads the keys of a world file, and grants in the shape of `aws kms list-grants`.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html

import { parseArn } from '../model/arn.ts';
import type { Grant, GrantConstraints } from '../model/grant.ts';
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { KeyFact } from './fact.ts';
import {
  aliasNamePattern,
  keyIdPattern,
  keyOrigins,
  keySpecs,
  keyStates,
  keyUsages,
} from './key-words.ts';
import { placeOf, readPolicySource } from './policy-source.ts';
import { present } from './present.ts';
import { fields, flag, items, problem, type Reading, text, textMap, word } from './reading.ts';

const keyFields = [
  'id',
  'arn',
  'region',
  'policy',
  'aliases',
  'tags',
  'spec',
  'usage',
  'origin',
  'state',
  'manager',
  'multiRegion',
  'multiRegionKeyType',
  'description',
  'grants',
  'material',
  'materialId',
] as const;

/** A key: `{ id, region, policy, aliases, tags, spec, usage, origin, state, multiRegion, grants }`. */
export function readKey(
  account: string,
  worldRegion: string | undefined,
  node: LocatedNode,
  reading: Reading,
): KeyFact | undefined {
  const parts = fields(node, 'a key', keyFields, reading);
  if (!parts) return undefined;
  const arnText = text(parts.arn, 'the `arn` of a key', reading);
  const arn = arnText === undefined ? undefined : parseArn(arnText);
  const id = text(parts.id, 'the `id` of a key', reading) ?? arn?.resource.replace(/^key\//, '');
  const region = text(parts.region, 'the `region` of a key', reading) ?? arn?.region ?? worldRegion;
  if (arnText !== undefined && (arn?.service !== 'kms' || arn.account !== account)) {
    return problem(
      reading,
      parts.arn?.span,
      'world-arn',
      `${quoted(arnText)} is no ARN of a key of the account \`${account}\``,
    );
  }
  if (id === undefined || !keyIdPattern.test(id)) {
    const said = id === undefined ? 'a key has no `id`' : `${quoted(id)} is no key id`;
    return problem(reading, (parts.id ?? parts.arn ?? node).span, 'world-key-id', said, {
      remedy:
        'it looks like `1234abcd-12ab-34cd-56ef-1234567890ab`, or `mrk-` and 32 hexadecimal digits',
    });
  }
  if (region === undefined) {
    return problem(
      reading,
      node.span,
      'world-key-region',
      `the key ${quoted(id)} has no \`region\``,
      {
        remedy: 'give it `region: us-east-1`, or give the world a `region`',
      },
    );
  }
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(region)) {
    return problem(
      reading,
      (parts.region ?? node).span,
      'world-region',
      `${quoted(region)} is no Region`,
      {
        remedy: 'it looks like `us-east-1`',
      },
    );
  }
  const what = `the key ${quoted(id)}`;
  const policy = parts.policy && readPolicySource(parts.policy, `the policy of ${what}`, reading);
  const optional = {
    policy,
    aliases: parts.aliases && readAliases(parts.aliases, reading),
    tags: textMap(parts.tags, `the tags of ${what}`, reading),
    spec: word(parts.spec, 'key spec', keySpecs, reading),
    usage: word(parts.usage, 'key usage', keyUsages, reading),
    origin: word(parts.origin, 'key origin', keyOrigins, reading),
    state: word(parts.state, 'key state', keyStates, reading),
    manager: word(parts.manager, 'key manager', ['CUSTOMER', 'AWS'], reading),
    multiRegion: flag(parts.multiRegion, '`multiRegion`', reading),
    multiRegionKeyType: word(
      parts.multiRegionKeyType,
      'multi-Region key type',
      ['PRIMARY', 'REPLICA'],
      reading,
    ),
    description: text(parts.description, '`description`', reading),
    grants: parts.grants && readGrants(parts.grants, reading),
    material: parts.material && readMaterial(parts.material, what, reading),
    materialId: parts.materialId && readMaterialId(parts.materialId, what, reading),
  };
  if (optional.multiRegion !== undefined && optional.multiRegion !== id.startsWith('mrk-')) {
    problem(
      reading,
      parts.multiRegion?.span,
      'world-multi-region',
      `${what} cannot have \`multiRegion: ${optional.multiRegion}\``,
      {
        why: 'the ids of multi-Region keys, and only theirs, begin with `mrk-`',
      },
    );
  }
  return {
    kind: 'key',
    key: { account, region, id },
    written: true,
    place: placeOf(node, reading),
    ...present(optional),
  };
}

/** Bytes in base64. What was written there is secret: no message repeats it. */
function readMaterial(node: LocatedNode, what: string, reading: Reading): string | undefined {
  const material = text(node, `the \`material\` of ${what}`, reading);
  if (material === undefined || base64.test(material)) return material;
  return problem(
    reading,
    node.span,
    'world-key-material',
    `the \`material\` of ${what} is not in base64`,
    { remedy: 'give the bytes of a symmetric or HMAC key, or a private key as PKCS#8 in DER' },
  );
}

function readMaterialId(node: LocatedNode, what: string, reading: Reading): string | undefined {
  const id = text(node, `the \`materialId\` of ${what}`, reading);
  if (id === undefined || /^[0-9a-f]{64}$/.test(id)) return id;
  return problem(
    reading,
    node.span,
    'world-key-material',
    `${quoted(id)} is no id of a key material`,
    { remedy: 'it has 64 hexadecimal digits; leave it out, and it follows from the material' },
  );
}

const base64 =
  /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2}==$/;

function readAliases(node: LocatedNode, reading: Reading): string[] {
  return items(node, '`aliases`', reading).flatMap((item) => {
    const alias = text(item, 'an alias', reading);
    if (alias === undefined || aliasNamePattern.test(alias)) return alias ?? [];
    problem(reading, item.span, 'world-alias', `${quoted(alias)} is no alias name`, {
      remedy: 'it begins with `alias/`, then letters, digits and `/_-`',
    });
    return [];
  });
}

const grantFields = [
  'GrantId',
  'KeyId',
  'Name',
  'GranteePrincipal',
  'GranteeServicePrincipal',
  'RetiringPrincipal',
  'RetiringServicePrincipal',
  'IssuingAccount',
  'CreationDate',
  'Operations',
  'Constraints',
  'GrantToken',
  'visible',
] as const;

/** Entries of `aws kms list-grants`, each with `GrantToken` and `visible` where a world adds them. */
export function readGrants(node: LocatedNode, reading: Reading): Grant[] {
  return items(node, 'the grants', reading).flatMap((item) => readGrant(item, reading) ?? []);
}

function readGrant(node: LocatedNode, reading: Reading): Grant | undefined {
  const parts = fields(node, 'a grant', grantFields, reading);
  if (!parts) return undefined;
  const said = (field: (typeof grantFields)[number]) => text(parts[field], `\`${field}\``, reading);
  const GrantId = said('GrantId');
  if (GrantId === undefined || !parts.Operations) {
    return problem(
      reading,
      node.span,
      'world-grant',
      `a grant has no \`${GrantId === undefined ? 'GrantId' : 'Operations'}\``,
      {
        remedy: 'write grants as `aws kms list-grants` prints them',
      },
    );
  }
  if (!parts.GranteePrincipal && !parts.GranteeServicePrincipal) {
    return problem(
      reading,
      node.span,
      'world-grant',
      `the grant ${quoted(GrantId)} names no grantee`,
      {
        remedy: 'give it a `GranteePrincipal` or a `GranteeServicePrincipal`',
      },
    );
  }
  const Operations = items(parts.Operations, '`Operations`', reading).flatMap(
    (item) => text(item, 'an operation', reading) ?? [],
  );
  return {
    GrantId,
    Operations,
    ...present({
      KeyId: said('KeyId'),
      Name: said('Name'),
      GranteePrincipal: said('GranteePrincipal'),
      GranteeServicePrincipal: said('GranteeServicePrincipal'),
      RetiringPrincipal: said('RetiringPrincipal'),
      RetiringServicePrincipal: said('RetiringServicePrincipal'),
      IssuingAccount: said('IssuingAccount'),
      CreationDate: said('CreationDate'),
      GrantToken: said('GrantToken'),
      visible: flag(parts.visible, '`visible`', reading),
      Constraints: parts.Constraints && readConstraints(parts.Constraints, reading),
    }),
  };
}

function readConstraints(node: LocatedNode, reading: Reading): GrantConstraints {
  const known = ['EncryptionContextEquals', 'EncryptionContextSubset', 'SourceArn'] as const;
  const parts = fields(node, 'the constraints of a grant', known, reading) ?? {};
  return present({
    EncryptionContextEquals: textMap(
      parts.EncryptionContextEquals,
      '`EncryptionContextEquals`',
      reading,
    ),
    EncryptionContextSubset: textMap(
      parts.EncryptionContextSubset,
      '`EncryptionContextSubset`',
      reading,
    ),
    SourceArn: text(parts.SourceArn, '`SourceArn`', reading),
  });
}
