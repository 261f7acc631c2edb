// What an action is, and which statements speak of it. Worked out once for each action that requests bring.
import { findKmsAction, type KmsAction, kmsActions } from '../catalog/kms-actions.ts';
import { trustOf } from '../catalog/services.ts';
import { asciiLower } from '../model/ascii.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import type { ActionProfile } from './compiled.ts';
import { refuse } from './errors.ts';
import { RESOURCE } from './resource-profile.ts';
import type { Words } from './words.ts';

const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9]+$/;
const ANY_RESOURCE = RESOURCE.key | RESOURCE.alias | RESOURCE.none | RESOURCE.other;

/** Reads an action; refuses wildcards and KMS actions that do not exist. `words` are its statements. */
export function readAction(text: string, words: (lowerName: string) => Words): ActionProfile {
  if (typeof text !== 'string' || !ACTION.test(text)) refuseAction(text);
  const lower = asciiLower(text);
  const colon = lower.indexOf(':');
  const service = lower.slice(0, colon);
  const kms = service === 'kms' ? kmsAction(text.slice(colon + 1)) : undefined;
  return {
    name: kms === undefined ? text : `kms:${kms.name}`,
    service,
    kms,
    trust: trustOf(service),
    resources: kms === undefined ? ANY_RESOURCE : resourceBits(kms),
    carries: (key) => kms?.carriedKeys.has(key) === true,
    words: words(lower),
  };
}

function refuseAction(text: string): never {
  const wildcard = typeof text === 'string' && (text.includes('*') || text.includes('?'));
  refuse(
    'action',
    wildcard
      ? `\`${text}\` has a wildcard, but a request is for one action`
      : `\`${String(text)}\` is not an action`,
    'name the service and the operation, as in `kms:Decrypt`',
  );
}

function kmsAction(name: string): KmsAction {
  const action = findKmsAction(name);
  if (action === undefined) {
    const near =
      asciiLower(name) === 'reencrypt'
        ? 'ReEncryptFrom` on the source key and `kms:ReEncryptTo'
        : didYouMean(
            name,
            kmsActions.map((row) => row.name),
          );
    refuse(
      'unknown-action',
      `\`kms:${name}\` is not an action of AWS KMS`,
      near === undefined ? 'see `keyward --help` for examples' : `did you mean \`kms:${near}\`?`,
    );
  }
  if (action.effective === 'none') {
    refuse(
      'internal-action',
      `\`kms:${name}\` is made by AWS KMS itself: no principal can request it`,
    );
  }
  return action;
}

function resourceBits(action: KmsAction): number {
  if (action.resources.length === 0) return RESOURCE.none;
  return action.resources.reduce((bits, kind) => bits | RESOURCE[kind], 0);
}
