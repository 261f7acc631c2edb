// What `aws kms describe-key` prints: a key without its policy. Where another file has the policy and the key's
// id in its name, as `keyward world script` names it, they are read together.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
import { parseArn } from '../../model/arn.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../../syntax/node.ts';
import type { KeyResource, LintDocument, ReadFile, SourceFile } from '../scope.ts';

/** Reads the key; undefined for any other file. */
export function readDescribedKey(source: SourceFile, node: LocatedNode): ReadFile | undefined {
  const metadata = node.kind === 'object' ? memberValue(node, 'KeyMetadata') : undefined;
  if (metadata?.kind !== 'object') return undefined;
  const key = keyOf(source, metadata);
  const takenFor = 'what `aws kms describe-key` prints';
  const resources = key ? [key] : [];
  return { source, takenFor, documents: [], resources, diagnostics: [], unparsed: [] };
}

function keyOf(source: SourceFile, metadata: ObjectNode): KeyResource | undefined {
  const text = (name: string) => {
    const value = memberValue(metadata, name);
    return value?.kind === 'string' ? value.value : undefined;
  };
  const flag = (name: string) => {
    const value = memberValue(metadata, name);
    return value?.kind === 'boolean' ? value.value : undefined;
  };
  const arn = parseArn(text('Arn') ?? '');
  const keyId = text('KeyId');
  // Nobody can change the keys that AWS manages.
  if (!arn || keyId === undefined || text('KeyManager') === 'AWS') return undefined;
  const said = (name: string) => text(name) ?? { unknown: `\`${name}\`, which is not printed` };
  const configuration = memberValue(metadata, 'MultiRegionConfiguration');
  const kind =
    configuration?.kind === 'object' ? memberValue(configuration, 'MultiRegionKeyType') : undefined;
  const place = (name: string) => memberValue(metadata, name)?.span;
  return {
    kind: 'key',
    name: keyId,
    source,
    span: place('KeyId') ?? metadata.span,
    account: arn.account,
    region: arn.region,
    keyId,
    spec: said(text('KeySpec') === undefined ? 'CustomerMasterKeySpec' : 'KeySpec'),
    usage: said('KeyUsage'),
    origin: said('Origin'),
    multiRegion: flag('MultiRegion') ?? false,
    replica: kind?.kind === 'string' && kind.value === 'REPLICA',
    enabled: flag('Enabled') ?? { unknown: '`Enabled`, which is not printed' },
    // The output does not say it, and every key has one.
    hasPolicy: true,
    places: {
      spec: place('KeySpec') ?? place('CustomerMasterKeySpec'),
      usage: place('KeyUsage'),
      origin: place('Origin'),
      multiRegion: place('MultiRegion'),
      enabled: place('Enabled'),
    },
  };
}

/** Key policies without a key get the one whose id is in the name of their file. */
export function withDescribedKeys(files: readonly ReadFile[]): readonly ReadFile[] {
  const keys = new Map(
    files
      .filter(({ documents }) => documents.length === 0)
      .flatMap(({ resources }) => resources)
      .flatMap((resource) => (resource.kind === 'key' ? [[resource.keyId, resource]] : [])),
  );
  if (keys.size === 0) return files;
  return files.map((file) => {
    const id = keyIdIn(file.source.file);
    const key = id === undefined ? undefined : keys.get(id);
    if (!key) return file;
    const withKey = (document: LintDocument): LintDocument =>
      document.resource || document.policy.type !== 'key-policy'
        ? document
        : { ...document, resource: key };
    return { ...file, documents: file.documents.map(withKey) };
  });
}

function keyIdIn(file: string): string | undefined {
  return /mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(file)?.[0];
}
