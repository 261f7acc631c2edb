// Which actions a key of a spec, usage and origin can ever do.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html
import { findGrantOperation } from './grant-operations.ts';

/** What is known of a key; a property that is absent is not known. */
export interface KeyTraits {
  readonly spec?: string;
  readonly usage?: string;
  readonly origin?: string;
  readonly multiRegion?: boolean;
}

/** Why a key cannot do an action, to follow "because"; undefined where it can, or where nobody knows. */
export function whyImpossible(action: string, key: KeyTraits): string | undefined {
  const { spec, usage, origin, multiRegion } = key;
  const operation = findGrantOperation(action);
  if (operation && usage !== undefined && !operation.usages.some((known) => known === usage)) {
    return `the key is for ${usage}`;
  }
  if (operation && operation.keys !== 'any' && spec !== undefined) {
    const symmetric = spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_');
    if ((operation.keys === 'symmetric') !== symmetric) return `the spec of the key is ${spec}`;
  }
  if (rotating.has(action) && spec !== undefined && spec !== 'SYMMETRIC_DEFAULT') {
    return `the spec of the key is ${spec}`;
  }
  const origins = originsOf[action];
  if (origins && origin !== undefined && !origins.includes(origin)) {
    return `the origin of the key is ${origin}`;
  }
  if (ofMultiRegionKeys.has(action) && multiRegion === false) {
    return 'the key is not a multi-Region key';
  }
  return undefined;
}

const rotating = new Set(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand']);
const ofMultiRegionKeys = new Set(['ReplicateKey', 'UpdatePrimaryRegion']);
const imported = ['EXTERNAL'];
const originsOf: Readonly<Record<string, readonly string[]>> = {
  EnableKeyRotation: ['AWS_KMS'],
  DisableKeyRotation: ['AWS_KMS'],
  RotateKeyOnDemand: ['AWS_KMS', 'EXTERNAL'],
  GetParametersForImport: imported,
  ImportKeyMaterial: imported,
  DeleteImportedKeyMaterial: imported,
};
