// What the tests of operations stand on: a small world, a simulator whose clock is moved by hand and whose
// random bytes replay, and short ways to call it. Every answer is compared with the model of the API.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { OperationName, OperationOutputs } from '../../src/kms/api-types.generated.ts';
import type { Outcome } from '../../src/kms/outcome.ts';
import type { SimulateRequest } from '../../src/kms/simulate-request.ts';
import { createSimulator } from '../../src/kms/simulator.ts';
import { parseWorld } from '../../src/world/parse.ts';
import type { World } from '../../src/world/world.ts';
import { faultsOf, modelledErrors } from './shape.ts';

/** The account of alice, bob, carol and the roles, and another one. */
export const home = '111122223333';
export const other = '444455556666';
export const region = 'us-east-1';
/** A symmetric encryption key with the default key policy. */
export const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const keyArn = `arn:aws:kms:${region}:${home}:key/${keyId}`;
/** A key that does not exist. */
export const noKeyId = '00000000-0000-0000-0000-000000000000';
export const noKeyArn = `arn:aws:kms:${region}:${home}:key/${noKeyId}`;
/** alice may do everything in her account; bob nothing. */
export const alice = `arn:aws:iam::${home}:user/alice`;
export const bob = `arn:aws:iam::${home}:user/bob`;
export const engineering = `arn:aws:iam::${home}:role/Engineering`;
/** May do everything in the other account. */
export const carol = `arn:aws:iam::${other}:user/carol`;

const everything = `[{ name: everything, document: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } }]`;

/** A world file: the callers above, and the keys (YAML list items) of the home account. */
export function worldText(keys = `[{ id: ${keyId} }]`, otherKeys = '[]'): string {
  return `
region: ${region}
accounts:
  '${home}':
    users:
      alice: { policies: ${everything} }
      bob: {}
    roles:
      Engineering: {}
    keys: ${keys}
  '${other}':
    users:
      carol: { policies: ${everything} }
    keys: ${otherKeys}
`;
}

/** What a call may say beside its parameters: `region`, `context`, `via` and so on. */
export type More = Omit<SimulateRequest, 'principal' | 'operation' | 'parameters'>;

/** A simulator with short ways to call it. */
export interface Kit {
  readonly call: (
    principal: SimulateRequest['principal'],
    operation: OperationName,
    parameters?: Readonly<Record<string, unknown>>,
    more?: More,
  ) => Promise<Outcome>;
  /** As `call`, for a call that must succeed: its response. */
  readonly answer: <N extends OperationName>(
    principal: SimulateRequest['principal'],
    operation: N,
    parameters?: Readonly<Record<string, unknown>>,
    more?: More,
  ) => Promise<OperationOutputs[N]>;
  readonly now: () => Date;
  readonly moveDays: (days: number) => void;
  readonly close: () => Promise<void>;
}

/** The time at which every kit begins. */
export const beginning = new Date('2026-11-02T09:00:00Z');

/** The world of a world file's text. */
export function worldOf(text: string): World {
  const { world, diagnostics } = parseWorld(text);
  if (!world) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return world;
}

/** A kit on a world, or on that of a world file's text. */
export function createKit(source: string | World = worldText(), seed = 'keyward'): Kit {
  const world = typeof source === 'string' ? worldOf(source) : source;
  let now = beginning;
  const simulator = createSimulator(world, { clock: () => now, random: seededRandom(seed) });
  const call: Kit['call'] = async (principal, operation, parameters = {}, more = {}) => {
    const outcome = await simulator.simulate({ principal, operation, parameters, ...more });
    if (outcome.response !== undefined) expect(faultsOf(operation, outcome.response)).toEqual([]);
    // What Keyward does not model it refuses with an error that the operation may not have.
    if (outcome.error && !outcome.error.note?.startsWith('Keyward does not model')) {
      expect(modelledErrors(operation)).toContain(outcome.error.name);
    }
    return outcome;
  };
  return {
    call,
    async answer(principal, operation, parameters, more) {
      const { response, error } = await call(principal, operation, parameters, more);
      expect(error).toBeUndefined();
      return response as never;
    },
    now: () => now,
    moveDays(days) {
      now = new Date(now.getTime() + days * 86_400_000);
    },
    close: () => simulator.close(),
  };
}

/** Random bytes that come out alike for the same seed. */
export function seededRandom(seed: string): (size: number) => Uint8Array {
  let count = 0;
  return (size) => {
    const blocks = Array.from({ length: Math.ceil(size / 32) }, () =>
      createHash('sha256').update(`${seed} ${count++}`).digest(),
    );
    return new Uint8Array(Buffer.concat(blocks).subarray(0, size));
  };
}

/** Expects that a call ended in an error of this name and, where given, this text. */
export function expectError(outcome: Outcome, name: string, message?: string | RegExp): void {
  expect(outcome.response).toBeUndefined();
  expect(outcome.error?.name).toBe(name);
  expect(outcome.error?.status).toBe(400);
  if (typeof message === 'string') expect(outcome.error?.message).toBe(message);
  if (message instanceof RegExp) expect(outcome.error?.message).toMatch(message);
}

/** One row of a table: a call that must end in an error. */
export interface ErrorRow {
  readonly title: string;
  readonly as?: SimulateRequest['principal'];
  readonly operation: OperationName;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly message?: string | RegExp;
}

/** Calls each row, as alice unless it says otherwise, and expects its error. */
export async function expectErrors(kit: Kit, rows: readonly ErrorRow[]): Promise<void> {
  for (const { title, as = alice, operation, parameters, name, message } of rows) {
    const { error } = await kit.call(as, operation, parameters);
    const expected = { title, name, message: message ?? error?.message };
    const text =
      message instanceof RegExp && message.test(error?.message ?? '') ? message : error?.message;
    expect({ title, name: error?.name, message: text }).toEqual(expected);
  }
}
