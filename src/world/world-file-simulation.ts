// Reads the `simulation` of an account in a world file: who of it may state, in headers of a request to
// `keyward serve`, where a call comes from.
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { fields, items, problem, type Reading, text } from './reading.ts';
import type { AccountSimulation } from './world.ts';

/** `{ allowedCallers: [arn…] }`. */
export function readSimulation(
  account: string,
  node: LocatedNode,
  reading: Reading,
): AccountSimulation | undefined {
  const parts = fields(node, 'a simulation', ['allowedCallers'], reading);
  if (!parts) return undefined;
  const allowedCallers = items(parts.allowedCallers, '`allowedCallers`', reading).flatMap(
    (item) => {
      const arn = text(item, 'an allowed caller', reading);
      if (arn === undefined || isCallerOf(account, arn)) return arn ?? [];
      problem(
        reading,
        item.span,
        'world-simulation',
        `${quoted(arn)} is no caller of the account \`${account}\``,
        { remedy: 'name users, roles or sessions of this account by their ARNs, each one whole' },
      );
      return [];
    },
  );
  return { allowedCallers };
}

function isCallerOf(account: string, arn: string): boolean {
  const parts = arn.split(':');
  return (
    parts[0] === 'arn' &&
    (parts[2] === 'iam' || parts[2] === 'sts') &&
    parts[4] === account &&
    !arn.includes('*')
  );
}
