// The circumstances of one request for other callers, keys and actions: what belongs to the caller or the key of
// the request alone is left out for others.
import { findKmsAction } from '../../catalog/kms-actions.ts';
import type { RequestContext } from '../../model/request.ts';
import type { WorldRequest } from '../../world/request.ts';
import type { World } from '../../world/world.ts';
import { type Asked, findParties } from './find-parties.ts';
import type { KnownCaller, KnownTarget } from './known-parties.ts';

/** Makes the questions. */
export interface Circumstances {
  readonly of: (caller: KnownCaller, target: KnownTarget, action: string) => WorldRequest;
  /** Whether this is the request itself. */
  readonly isAsked: (caller: KnownCaller, target: KnownTarget, action: string) => boolean;
}

/** Reads the circumstances of a request: its context, endpoint, forwarding service and grant tokens. */
export function circumstancesOf(world: World, asked: Asked): Circumstances {
  const { ask } = asked;
  const { context, override, via, vpcEndpoint, grantTokens } = ask;
  const own = findParties(world, asked)?.target.resource;
  const isOwn = (target: KnownTarget) => target.resource === own;
  const isAsked = (caller: KnownCaller, target: KnownTarget, action: string) =>
    caller.asked && isOwn(target) && action.toLowerCase() === ask.action.toLowerCase();
  const shared = {
    ...(via === undefined ? {} : { via }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    ...(grantTokens === undefined ? {} : { grantTokens }),
    ...(override === undefined ? {} : { override }),
  };
  return {
    isAsked,
    of(caller, target, action) {
      if (isAsked(caller, target, action)) return ask;
      const { resource } = target;
      const place =
        target.kind === 'key' ? { key: resource } : target.kind === 'none' ? {} : { resource };
      const kept = context && keptOf(context, caller.asked, isOwn(target), action);
      return {
        principal: caller.principal,
        action,
        ...place,
        ...(target.kind === 'none' && ask.region !== undefined ? { region: ask.region } : {}),
        ...shared,
        ...(kept === undefined || Object.keys(kept).length === 0 ? {} : { context: kept }),
      };
    },
  };
}

const ofTheCaller =
  /^(aws:(principal|userid$|username$|tokenissuetime$|sourceidentity$|federatedprovider$|assumedroot$|multifactorauth|ec2instancesource)|kms:calleraccount$|sts:)/;
const ofTheKey =
  /^(aws:resource|kms:(key|customermaster|multiregion|resourcealiases$|requestalias$))/;

function keptOf(
  context: RequestContext,
  ownCaller: boolean,
  ownTarget: boolean,
  action: string,
): RequestContext {
  const carried = findKmsAction(action.slice(action.indexOf(':') + 1))?.conditionKeys ?? [];
  const prefixes = carried.map((key) => key.replace(/\$\{.*$/, '').toLowerCase());
  const carries = (name: string) =>
    prefixes.some((prefix) => (prefix.endsWith(':') ? name.startsWith(prefix) : name === prefix));
  const kept = Object.entries(context).filter(([key]) => {
    const name = key.toLowerCase();
    if (!ownCaller && ofTheCaller.test(name)) return false;
    if (!ownTarget && ofTheKey.test(name)) return false;
    return !name.startsWith('kms:') || carries(name);
  });
  return Object.fromEntries(kept);
}
