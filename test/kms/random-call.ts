// Calls at random: of any operation, with parameters of the right shape that are made up or were seen before.
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import type { Random } from '../differential/random.ts';
import { alice, bob, carol, engineering, home, keyId, worldText } from './kit.ts';

const shapes: Readonly<Record<string, ApiShape>> = apiShapes;
const names = Object.keys(operationApis) as OperationName[];
/** Slow to make, and no different here. */
const slow = new Set([
  'RSA_3072',
  'RSA_4096',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_768',
  'ML_KEM_1024',
]);

/** What CreateKey is asked for. */
export const kinds = [
  {},
  { MultiRegion: true },
  { Origin: 'EXTERNAL' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
  { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
  { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
];

/** What was seen of each shape, to be used again. */
export class Pool {
  readonly #seen = new Map<string, unknown[]>();
  add(shape: string, value: unknown): void {
    const values = this.#seen.get(shape) ?? [];
    values.push(value);
    if (values.length > 40) values.splice(0, 10);
    this.#seen.set(shape, values);
  }
  pick(shape: string, random: Random): unknown {
    const values = this.#seen.get(shape);
    return values && random.pick(values);
  }
}

/** Blobs go wherever a blob goes. */
const general = (name: string, shape: ApiShape) => (shape.kind === 'blob' ? 'blob' : name);

function make(name: string, random: Random, pool: Pool): unknown {
  const shape = shapes[name]!;
  const known = random.chance(0.85) ? pool.pick(general(name, shape), random) : undefined;
  if (known !== undefined) return known;
  switch (shape.kind) {
    case 'structure':
      return structure(shape.members, shape.required, random, pool);
    case 'list':
      return Array.from({ length: random.below(3) }, () => make(shape.member, random, pool));
    case 'map':
      return random.chance(0.7) ? { purpose: 'orders' } : { [word(random)]: word(random) };
    case 'string':
      return shape.enum
        ? random.pick(shape.enum.filter((value) => !slow.has(value)))
        : word(random);
    case 'blob':
      return Buffer.from(word(random).repeat(8));
    case 'integer':
      return random.pick([1, 7, 16, 30, 90, 365]);
    case 'boolean':
      return random.chance(0.3);
    case 'timestamp':
      return new Date('2026-12-01T00:00:00Z');
    default:
      return shape satisfies never;
  }
}

function structure(
  members: Readonly<Record<string, string>>,
  required: readonly string[],
  random: Random,
  pool: Pool,
): object {
  const given = Object.entries(members).filter(
    ([name]) => (required.includes(name) && random.chance(0.98)) || random.chance(0.2),
  );
  return Object.fromEntries(given.map(([name, shape]) => [name, make(shape, random, pool)]));
}

const words = ['orders', 'alias/app', 'alias/two', 'eu-west-1', 'us-east-1', 'a', alice, bob, home];

function word(random: Random): string {
  return random.pick(words);
}

/** Keeps what a response has of each shape, but for the secrets. */
export function keep(name: string, value: unknown, pool: Pool): void {
  const shape = shapes[name]!;
  if (shape.kind === 'structure') {
    for (const [member, entry] of Object.entries(value as object)) {
      if (shape.members[member] !== undefined) keep(shape.members[member], entry, pool);
    }
  } else if (shape.kind === 'list') {
    for (const entry of value as readonly unknown[]) keep(shape.member, entry, pool);
  } else if (shape.kind === 'string' || shape.kind === 'blob') {
    pool.add(general(name, shape), value);
  }
}

const idOf = (digit: string) => keyId.replace('1234abcd', digit.repeat(8));
const keyOf = (digit: string, more = '') => `{ id: ${idOf(digit)}, region: us-east-1${more} }`;
const multiRegionId = `mrk-${'1'.repeat(32)}`;

/** A world file whose keys the calls are about. */
export const randomWorld = worldText(
  `[${[
    keyOf('1', ', aliases: [alias/app]'),
    keyOf('2', ', origin: EXTERNAL, state: PendingImport'),
    keyOf('3', ', spec: ECC_NIST_P256, usage: SIGN_VERIFY'),
    keyOf('4', ', spec: HMAC_256'),
    keyOf('5', ', spec: RSA_2048'),
    `{ id: ${multiRegionId}, region: us-east-1, multiRegion: true, multiRegionKeyType: PRIMARY }`,
  ].join(', ')}]`,
  `[${keyOf('6')}]`,
);

/** What is known before the first call. */
export function firstPool(): Pool {
  const pool = new Pool();
  for (const digit of '123456') pool.add('KeyIdType', idOf(digit));
  for (const id of ['alias/app', multiRegionId]) pool.add('KeyIdType', id);
  for (const arn of [alice, bob, carol, engineering]) pool.add('PrincipalIdType', arn);
  pool.add('AliasNameType', 'alias/two');
  pool.add('RegionType', 'eu-west-1');
  return pool;
}

/** A call of any operation. `output` names the shape of its response. */
export function randomCall(random: Random, pool: Pool) {
  const operation = random.pick(names);
  const { input, output } = operationApis[operation] as { input: string; output?: string };
  const shape = shapes[input] as Extract<ApiShape, { kind: 'structure' }>;
  const parameters = structure(shape.members, shape.required, random, pool);
  const principal = random.weighted([
    [12, alice],
    [2, bob],
    [2, carol],
    [1, engineering],
  ]);
  const region = random.chance(0.9) ? 'us-east-1' : 'eu-west-1';
  return {
    operation,
    parameters: parameters as Readonly<Record<string, unknown>>,
    principal,
    region,
    output,
  };
}
