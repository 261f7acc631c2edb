// The `simulation` of an account in a world file: who may state where calls come from.
import { expect, it } from 'vitest';
import { parseWorld } from '../../src/world/parse.ts';

const account = '111122223333';
const worldOf = (simulation: string) =>
  parseWorld(`accounts: { '${account}': { users: { alice: {} }, simulation: ${simulation} } }`);

it('names callers of the account by their ARNs', () => {
  const arn = `arn:aws:iam::${account}:user/alice`;
  const { world } = worldOf(`{ allowedCallers: ['${arn}'] }`);
  expect(world?.accounts.get(account)?.simulation).toEqual({ allowedCallers: [arn] });
});

it.each([
  [
    'another account',
    `{ allowedCallers: ['arn:aws:iam::444455556666:user/alice'] }`,
    'world-simulation',
  ],
  ['everybody', `{ allowedCallers: ['*'] }`, 'world-simulation'],
  ['a pattern', `{ allowedCallers: ['arn:aws:iam::${account}:user/*'] }`, 'world-simulation'],
  ['a text', `{ allowedCallers: alice }`, 'world-type'],
  ['another field', `{ callers: [] }`, 'world-unknown-field'],
])('refuses %s', (_name, simulation, code) => {
  const { world, diagnostics } = worldOf(simulation);
  expect(world).toBeUndefined();
  expect(diagnostics).toEqual([expect.objectContaining({ code, span: expect.anything() })]);
});
