// What a change of a world opens: everything that it allows and that was denied before, in the circumstances
// of one request. Complete for the callers, keys and actions that the world knows, up to a bound.
import { decide } from '../../engine/decide.ts';
import { RequestError } from '../../engine/errors.ts';
import type { WorldRequest } from '../../world/request.ts';
import { resolveRequest } from '../../world/resolve.ts';
import type { World } from '../../world/world.ts';
import { type AllowedGroup, type AllowedTriple, allowedGroups } from './allowed-groups.ts';
import { type AskWorld, askWorld } from './ask-world.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Asked } from './find-parties.ts';
import { knownCallers, knownTargets } from './known-parties.ts';
import { touchedRegions } from './touched.ts';

/** What a change opens. */
export interface NewlyAllowed {
  /** Whether the request in question is among what was opened. */
  readonly asked: boolean;
  /** Everything else that was opened. */
  readonly triples: readonly AllowedTriple[];
  /** The same by caller, and what callers have in common told once; the caller in question first. */
  readonly groups: readonly AllowedGroup[];
  /** How many questions the world cannot answer, before or after the change. */
  readonly unknown: number;
  /** How many questions were asked. */
  readonly decided: number;
  /** False where a bound was reached: there may be more. */
  readonly complete: boolean;
}

/** How far to look. */
export interface NewlyAllowedOptions {
  /** How many questions to ask at most. */
  readonly most?: number;
}

/** Some seconds of work. */
const usualMost = 100_000;

/** Compares two worlds for everyone whom they know. Never throws. */
export function newlyAllowed(
  before: World,
  after: World,
  circumstances: Asked,
  { most = usualMost }: NewlyAllowedOptions = {},
): NewlyAllowed {
  const { ask, options } = circumstances;
  const regions = touchedRegions(before, after, ask.vpcEndpoint);
  const callers = regions.length === 0 ? [] : knownCallers(after, circumstances);
  const targets = knownTargets(after);
  const question = circumstancesOf(after, circumstances);
  const [then, now] = [before, after].map((world) => askWorld(world, options, ask.vpcEndpoint)) as [
    AskWorld,
    AskWorld,
  ];
  const triples: AllowedTriple[] = [];
  let [decided, unknown, asked, complete] = [0, 0, false, true];
  for (const caller of callers) {
    const mine = regions.filter((region) => region.caller(caller));
    if (mine.length === 0) continue;
    for (const target of targets) {
      const here = mine.filter((region) => region.target(target));
      if (here.length === 0) continue;
      const pair = {};
      for (const action of target.actions) {
        if (!here.some((region) => region.action(action))) continue;
        if (decided >= most) {
          complete = false;
          break;
        }
        decided++;
        const request = question.of(caller, target, action);
        // Most are denied after the change as before: that is asked first.
        const is = now(request, pair);
        const was = is === 'deny' ? is : then(request, pair);
        if (is === 'unknown' || was === 'unknown') unknown++;
        if (is !== 'allow' || was !== 'deny') continue;
        if (question.isAsked(caller, target, action)) asked = true;
        else triples.push({ caller, action, target });
      }
    }
  }
  return { asked, triples, groups: allowedGroups(triples), unknown, decided, complete };
}

/** The verdict of a world on one question. */
export function verdictIn(
  world: World,
  request: WorldRequest,
  options: Asked['options'],
): 'allow' | 'deny' | 'unknown' {
  try {
    const resolution = resolveRequest(world, request, options);
    if (resolution.kind !== 'resolved') return 'unknown';
    return decide(resolution.policies, resolution.request).verdict;
  } catch (error) {
    if (error instanceof RequestError) return 'unknown';
    throw error;
  }
}
