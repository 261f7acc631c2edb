// `keyward why --apply N`: writes one fix of the one answer to the files of the world, or shows what it would write.

import { lowerFirst } from '../../model/lower-first.ts';
import type { WhyAnswer, WhyFix } from '../../why/answer.ts';
import type { Answered } from '../../why/collect-answers.ts';
import { planFix } from '../../why/fix/plan-fix.ts';
import { writeFix } from '../../why/fix/write-fix.ts';
import type { World } from '../../world/world.ts';
import { paintFor } from '../colours.ts';
import type { WhyOptions } from '../command-options.ts';
import { exitCodes, type Io } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** Applies the fix; answers with the exit code. A plan has edits only if they make the request allowed. */
export function applyAnswer(
  world: World,
  { groups }: Answered,
  { apply = 1, dryRun }: WhyOptions,
  io: Io,
): number {
  const [group, another] = groups;
  if (group === undefined || another !== undefined) {
    throw new UsageError(
      `\`--apply\` needs one denial, and there are ${groups.length}; choose one with \`--event\``,
    );
  }
  const { answer } = group;
  if (answer.kind === 'no-answer') {
    io.stderr(`there is no answer, and so no fix: ${answer.sentence}\n`);
    return exitCodes.unknown;
  }
  const fix = fixNumbered(answer, apply);
  const plan = planFix(world, fix, answer.asked);
  if (plan.problems.length > 0) {
    printDiagnostics(io, plan.problems);
    printCommands(plan.commands, io);
    return exitCodes.unknown;
  }
  io.stdout(plan.diff);
  if (dryRun !== true) {
    const { files, problems } = writeFix(plan.edits);
    printDiagnostics(io, problems);
    if (problems.length > 0) return exitCodes.unknown;
    for (const file of files) io.stdout(`written: ${file}\n`);
  }
  printCommands(plan.commands, io);
  return exitCodes.good;
}

/** The fix as the text numbers it; one of the request alone has nothing to write. */
function fixNumbered({ fixes }: WhyAnswer, number: number): WhyFix {
  const fix = fixes[number - 1];
  if (fix === undefined) {
    throw new UsageError(
      fixes.length === 0
        ? 'there is no fix to apply: nothing that Keyward knows of would allow this call'
        : `there is no fix ${number}; there are ${fixes.length}`,
    );
  }
  if ([fix, ...fix.alsoNeeds].every(({ kind }) => kind === 'request')) {
    throw new UsageError(`fix ${number} changes no file: ${lowerFirst(fix.title)}`);
  }
  return fix;
}

function printCommands(commands: readonly string[], io: Io): void {
  if (commands.length === 0) return;
  io.stdout(`${paintFor(io, 'stdout').bold('At AWS:')}\n`);
  for (const command of commands) io.stdout(`${command}\n`);
}
