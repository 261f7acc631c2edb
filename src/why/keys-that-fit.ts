// Which key a text means that names none: the one for which the model would say what AWS said.
import { quoted } from '../syntax/quoted.ts';
import type { Fit } from './aws-answer.ts';
import type { CallEvidence } from './call/call-evidence.ts';
import { type WorkedOut, type WorldKit, workOut } from './call/work-out.ts';

/** The key that is taken, and a sentence about how it was found. */
export interface FittingKey {
  readonly key: string;
  readonly note: string;
}

/** How many keys are tried, and how many are named. */
const limits = { tried: 1000, named: 5 };

/** Tries every key of the world; undefined where it has none. */
export function keysThatFit(
  kit: WorldKit,
  evidence: CallEvidence,
  fitOf: (call: WorkedOut) => Fit,
): FittingKey | undefined {
  const keys = [...kit.world.accounts.values()]
    .flatMap((account) => account.keys)
    .filter(({ region }) => evidence.region === undefined || region === evidence.region)
    .slice(0, limits.tried);
  const tried = keys.flatMap(({ arn, region }) => {
    const call = workOut(kit, { ...evidence, keys: [arn], region });
    return call.kind === 'worked-out' ? [{ arn, fit: fitOf(call) }] : [];
  });
  const best = (['same', 'verdict', 'unsaid', 'other'] as const)
    .map((fit) => tried.filter((entry) => entry.fit === fit).map(({ arn }) => arn))
    .find((arns) => arns.length > 0);
  const [key, ...others] = best ?? [];
  if (key === undefined) return undefined;
  const fits = tried.some(({ arn, fit }) => arn === key && fit === 'same');
  return { key, note: noteOf(key, others, keys.length, fits) };
}

function noteOf(key: string, others: readonly string[], count: number, fits: boolean): string {
  const lead = `the text does not name the key: of the ${count} of the world,`;
  if (!fits) {
    return `${lead} none would be denied in these words; ${quoted(key)} is shown, \`--key\` names another`;
  }
  if (others.length === 0) return `${lead} only ${quoted(key)} would be denied in these words`;
  const named = others.slice(0, limits.named).map(quoted).join(', ');
  const more = others.length > limits.named ? ` and ${others.length - limits.named} more` : '';
  return `${lead} ${quoted(key)} would be denied in these words, and so would ${named}${more}: \`--key\` says which`;
}
