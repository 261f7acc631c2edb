// Names in a request that AWS does not document: most often a slip of the pen, which would silently match nothing.
import { conditionKeys, isUnknownKey } from '../catalog/condition-keys.ts';
import { viaServices } from '../catalog/via-services.ts';
import type { RequestContext } from '../model/request.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { quoted } from '../syntax/quoted.ts';

const names = () => conditionKeys.map(({ name }) => name);

/** A sentence for each context key, and for the forwarding service, that AWS does not document. */
export function unknownNames(context: RequestContext, via: string | undefined): string[] {
  const said = Object.keys(context)
    .filter(isUnknownKey)
    .map(
      (key) =>
        `the context key ${quoted(key)} is not one that AWS documents${didYouMeanHint(key, names())}`,
    );
  const service = via?.replace(/\..*$/, '');
  if (service !== undefined && !viaServices.includes(service)) {
    said.push(
      `${quoted(service)} is not a service that is documented to call AWS KMS for others${didYouMeanHint(service, viaServices)}`,
    );
  }
  return said;
}
