// Everything that one world allows and another denies, found by asking every question of both.
import { circumstancesOf } from '../../src/why/fix/circumstances.ts';
import type { Asked } from '../../src/why/fix/find-parties.ts';
import { knownCallers, knownTargets } from '../../src/why/fix/known-parties.ts';
import { verdictIn } from '../../src/why/fix/newly-allowed.ts';
import type { World } from '../../src/world/world.ts';

export function bruteForce(before: World, after: World, asked: Asked): readonly string[] {
  const question = circumstancesOf(after, asked);
  const opened: string[] = [];
  for (const caller of knownCallers(after, asked)) {
    for (const target of knownTargets(after)) {
      for (const action of target.actions) {
        if (question.isAsked(caller, target, action)) continue;
        const request = question.of(caller, target, action);
        const [then, now] = [before, after].map((world) =>
          verdictIn(world, request, asked.options),
        );
        if (then === 'deny' && now === 'allow') {
          opened.push(`${caller.arn} ${caller.asked} ${action} ${target.resource}`);
        }
      }
    }
  }
  return opened;
}
