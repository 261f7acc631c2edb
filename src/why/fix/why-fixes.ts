// Fixes as the world sees them: what each opens besides, for everyone whom the world knows, and the commands that
// make it at AWS. Those that open least come first.
import type { Fix } from '../../explain/explanation.ts';
import type { AccessRequestInput } from '../../model/request.ts';
import type { WorldRequest } from '../../world/request.ts';
import { findEndpoint } from '../../world/resolve.ts';
import type { World } from '../../world/world.ts';
import type { FixOpens, WhyFix } from '../answer.ts';
import type { CallEvidence } from '../call/call-evidence.ts';
import type { WorkedAccess } from '../call/work-out.ts';
import type { Asked } from './find-parties.ts';
import { fixCommands } from './fix-commands.ts';
import { newlyAllowed } from './newly-allowed.ts';
import { patchWorld } from './patch-world.ts';

/** The request that was denied, as it is put to a world. */
export interface DeniedRequest {
  readonly evidence: CallEvidence;
  readonly access: WorkedAccess;
  readonly request: AccessRequestInput;
}

/** The fixes with what they open, those that open least first. */
export function whyFixes(world: World, asked: Asked, fixes: readonly Fix[]): readonly WhyFix[] {
  return fixes
    .map((fix) => whyFix(world, asked, fix))
    .map((fix, index) => ({ fix, index }))
    .sort((one, other) => opened(one.fix) - opened(other.fix) || one.index - other.index)
    .map(({ fix }) => fix);
}

function opened({ kind, newlyAllowed: opens }: WhyFix): number {
  return kind === 'request' ? -1 : (opens?.count ?? 0);
}

function whyFix(world: World, asked: Asked, fix: Fix): WhyFix {
  const policy = [fix, ...fix.alsoNeeds].some(({ kind }) => kind === 'policy');
  if (!policy) return { ...fix, commands: [] };
  const patched = patchWorld(world, fix, asked);
  const after = newlyAllowed(world, patched.world, { ...asked, ask: patched.ask });
  const newly: FixOpens = {
    count: after.triples.length,
    groups: after.groups,
    unknown: after.unknown,
    complete: after.complete && patched.problems.length === 0,
  };
  return { ...fix, newlyAllowed: newly, commands: fixCommands(world, patched.changes) };
}

/** The request as a question to a world. What the evidence says wins over what the world would work out. */
export function askedOf(world: World, { evidence, access, request }: DeniedRequest): Asked {
  const { principal, via, vpcEndpoint, time } = evidence;
  const known = findEndpoint(world, vpcEndpoint?.id).kind === 'found';
  const ask: WorldRequest = {
    principal,
    action: access.action,
    ...(request.resource.includes(':key/')
      ? { key: request.resource }
      : { resource: request.resource }),
    ...(evidence.region === undefined ? {} : { region: evidence.region }),
    context: {
      ...request.context,
      ...(vpcEndpoint && !known ? { 'aws:SourceVpce': vpcEndpoint.id } : {}),
    },
    ...(via === undefined ? {} : { via }),
    ...(vpcEndpoint && known ? { vpcEndpoint: vpcEndpoint.id } : {}),
    ...(request.grantTokens === undefined ? {} : { grantTokens: request.grantTokens }),
    ...(request.grantId === undefined ? {} : { grantId: request.grantId }),
    override: true,
  };
  return { ask, options: { clock: time } };
}
