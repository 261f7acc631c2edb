// Thousands of calls at random, each with what earlier ones answered: ids, aliases, blobs, tokens and markers end up
// where they belong and where they do not. Every call has an answer of the API, of the right shape, and never more
// than its author may see. KEYWARD_CALLS says how many (3,000 if it says nothing), KEYWARD_SEED which.
import { expect, it, vi } from 'vitest';
import { apiShapes, operationApis } from '../../src/kms/api.generated.ts';
import type { ApiShape } from '../../src/kms/api-shape.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { type Random, randomFrom } from '../differential/random.ts';
import { alice, bob, carol, createKit, engineering, home, keyId, worldText } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

const calls = Number(process.env.KEYWARD_CALLS ?? 3_000);
const seed = Number(process.env.KEYWARD_SEED ?? Date.now() % 2 ** 32);
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

const kinds = [
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
class Pool {
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
function keep(name: string, value: unknown, pool: Pool): void {
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

it(`${calls} calls at random are all answered (KEYWARD_SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  const key = (digit: string, more = '') =>
    `{ id: ${keyId.replace('1234abcd', digit.repeat(8))}, region: us-east-1${more} }`;
  const kit = createKit(
    worldText(
      `[${[
        key('1', ', aliases: [alias/app]'),
        key('2', ', origin: EXTERNAL, state: PendingImport'),
        key('3', ', spec: ECC_NIST_P256, usage: SIGN_VERIFY'),
        key('4', ', spec: HMAC_256'),
        key('5', ', spec: RSA_2048'),
        `{ id: mrk-${'1'.repeat(32)}, region: us-east-1, multiRegion: true, multiRegionKeyType: PRIMARY }`,
      ].join(', ')}]`,
      `[${key('6')}]`,
    ),
    String(seed),
  );
  const pool = new Pool();
  for (const digit of '123456') pool.add('KeyIdType', keyId.replace('1234abcd', digit.repeat(8)));
  for (const id of ['alias/app', `mrk-${'1'.repeat(32)}`]) pool.add('KeyIdType', id);
  for (const arn of [alice, bob, carol, engineering]) pool.add('PrincipalIdType', arn);
  pool.add('AliasNameType', 'alias/two');
  pool.add('RegionType', 'eu-west-1');
  const count = { answered: 0, denied: 0, refused: 0 };
  for (let at = 0; at < calls; at++) {
    // Keys come as they go, of every kind.
    if (random.chance(0.03)) {
      const made = await kit.answer(alice, 'CreateKey', random.pick(kinds));
      for (let times = 0; times < 3; times++) pool.add('KeyIdType', made.KeyMetadata!.KeyId);
    }
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
    const outcome = await kit.call(principal, operation, parameters as never, { region });
    // It can be written down, whatever it came to.
    JSON.stringify(outcome.event);
    if (random.chance(0.05)) expect(outcome.explanations).toHaveLength(outcome.decisions.length);
    if (outcome.response && output !== undefined) keep(output, outcome.response, pool);
    if (outcome.response !== undefined) {
      expect(outcome.allowed).toBe(true);
      count.answered++;
    } else if (outcome.error?.name === 'AccessDeniedException') count.denied++;
    else count.refused++;
    if (random.chance(0.005)) kit.moveDays(random.pick([0.5, 8, 31, 100]));
  }
  console.log(`${JSON.stringify(count)} of ${calls} calls at random`);
  expect(count.answered).toBeGreaterThan(calls / 20);
});
