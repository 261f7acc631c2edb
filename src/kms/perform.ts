// The one road of every call: validate → find the key → decide → usage → state → run → record.
// AWS does not document the order of these checks; `order-of-checks` is the assumption.
import type { Random } from '../crypto/random.ts';
import type { Workers } from '../crypto/workers.ts';
import { keepPrincipalKey } from '../engine/caller.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { type Memory, remembered } from '../world/remembered.ts';
import { findEndpoint } from '../world/resolve.ts';
import type { World } from '../world/world.ts';
import type { Access } from './access.ts';
import type { OperationName, RecipientInfo } from './api-types.generated.ts';
import { type Asking, authorize, explainAccess } from './authorize.ts';
import { callIdBytes } from './call-ids.ts';
import { CallOutcome } from './call-outcome.ts';
import { callRegion } from './call-region.ts';
import { type KnownCaller, knownCaller } from './caller.ts';
import { KmsError } from './errors.ts';
import { Finder } from './finder.ts';
import { handedOut } from './handed-out.ts';
import { checkState } from './key-states.ts';
import type { KeyStore } from './key-store.ts';
import { decideChange } from './lockout.ts';
import { attempted, onceMade } from './once-made.ts';
import type { Call, Operation } from './operation.ts';
import { operations } from './operations.ts';
import type { Outcome } from './outcome.ts';
import type { Performing } from './performing.ts';
import { verifyRecipient } from './recipient.ts';
import type { SimulateRequest } from './simulate-request.ts';
import { mustFind } from './unresolved.ts';
import { validateInput } from './validate.ts';

/** What calls run on. */
export interface Kernel {
  readonly store: KeyStore;
  readonly clock: () => Date;
  readonly random: Random;
  readonly workers: Workers;
  /** Refuses what policies allow, where the one who runs the simulation says so. */
  readonly refuse?: (operation: Operation) => KmsError | undefined;
}

/** Performs a call. Throws a SimulationError where the world does not hold what it takes to answer. */
export async function perform(kernel: Kernel, request: SimulateRequest): Promise<Outcome> {
  const performing = beginCall(kernel, request);
  await runCall(kernel, performing);
  return new CallOutcome(performing);
}

/**
 * Runs a call that has begun; at once, or as long as the promise takes that it answers. All lookups and decisions are
 * over when this returns, unless the request brings a `Recipient`; what takes longer is cryptography.
 */
export function runCall(kernel: Kernel, performing: Performing): void | Promise<void> {
  return attempted<void>(
    () => runSteps(kernel, performing),
    (error) => {
      if (!(error instanceof KmsError)) throw error;
      delete performing.response;
      performing.error = error;
    },
  );
}

/** Throws a KmsError, or rejects with one, where the call is refused. */
function runSteps(kernel: Kernel, performing: Performing): void | Promise<void> {
  const { request, clock } = performing.asking;
  const row = operationNamed(request.operation);
  const input = readInput(row, performing);
  const verified = input.Recipient && verifyRecipient(input.Recipient, clock, kernel.workers);
  return onceMade(verified, () => {
    admit(kernel, row, input, performing);
    const refusal = kernel.refuse?.(row);
    if (refusal) throw refusal;
    const commit = () => {
      if (input.DryRun === true) throw wouldHaveSucceeded();
    };
    return onceMade(row.run(input as never, callOf(kernel, performing, commit)), (response) => {
      performing.response = handedOut(response);
      commit();
      if (row.uses) noteUse(row, performing);
    });
  });
}

/** Begins a call: who makes it, where and when. Throws a SimulationError where the world does not say it. */
export function beginCall(kernel: Kernel, request: SimulateRequest): Performing {
  const { store, random } = kernel;
  const { world } = store;
  const clock = kernel.clock();
  const { caller, principal } = callerOf(world, request);
  const endpoint = mustFind(findEndpoint(world, request.vpcEndpoint));
  const region = callRegion(store, request, principal.account);
  return {
    principal,
    idBytes: random(callIdBytes),
    asking: { world, request, caller, endpoint, region, clock },
    accesses: [],
    decisions: [],
  };
}

/** A world never changes, so a caller that is named by a text is found once. */
function callerOf(
  world: World,
  { principal, assumeCallerAllows = false }: SimulateRequest,
): KnownCaller {
  const known = assumeCallerAllows ? assumedCallers : callers;
  const id = typeof principal === 'string' ? principal : undefined;
  return remembered(known, world, id, () => {
    const found = knownCaller(world, principal, assumeCallerAllows);
    // What was made of a text is nobody else's, and stays as it is.
    if (id !== undefined) keepPrincipalKey(found.caller.input);
    return found;
  });
}

const callers: Memory<World, KnownCaller> = new WeakMap();
const assumedCallers: Memory<World, KnownCaller> = new WeakMap();

/** The input, once it has passed all checks that need no key. */
function readInput(row: Operation, performing: Performing): SharedInput {
  performing.row = row;
  const input = validateInput(row.name, performing.asking.request.parameters) as SharedInput;
  performing.input = input;
  row.check?.(input as never);
  return input;
}

/** Everything else up to the operation itself: a call that comes out of here may run. */
function admit(
  { store }: Kernel,
  row: Operation,
  input: SharedInput,
  performing: Performing,
): void {
  const { principal, asking } = performing;
  const caller = { arn: principal.arn, account: principal.account };
  const finder = new Finder(store, row.name, caller, asking.region, asking.clock);
  performing.accesses = row.access(input as never, finder);
  checkGrantTokens(store, input.GrantTokens);
  decideAll(asking, input.GrantTokens, performing);
  for (const access of performing.accesses) checkKey(row, access);
}

interface SharedInput {
  readonly GrantTokens?: readonly string[];
  readonly DryRun?: boolean;
  readonly Recipient?: RecipientInfo;
}

function operationNamed(name: string): Operation {
  if (Object.hasOwn(operations, name)) return operations[name as OperationName] as Operation;
  const hint = didYouMeanHint(name, Object.keys(operations));
  const note = `AWS KMS has no operation \`${name}\`${hint}`;
  throw new KmsError('UnknownOperationException', '', note);
}

function checkGrantTokens(store: KeyStore, tokens: readonly string[] | undefined): void {
  if (tokens?.some((token) => !store.grantTokens.has(token))) {
    throw new KmsError('InvalidGrantTokenException', 'Invalid grant token.');
  }
}

/** Decides the accesses in order; the first denial is the answer, unless the call is a soft one. */
function decideAll(
  asking: Asking,
  grantTokens: readonly string[] | undefined,
  { accesses, decisions }: Performing,
): void {
  for (const access of accesses) {
    const decided = authorize(asking, access, grantTokens);
    decisions.push(decided);
    if (decided.decision.verdict === 'deny' && asking.request.soft !== true) {
      throw new KmsError('AccessDeniedException', explainAccess(decided).errorText);
    }
  }
}

function checkKey({ name, usage }: Operation, { key, refusal, unchecked }: Access): void {
  if (refusal) throw refusal;
  if (!key || unchecked) return;
  const { arn, usage: keyUsage } = key.view;
  if (usage !== undefined && keyUsage !== usage) {
    const message = `${arn} key usage is ${keyUsage} which is not valid for ${name}.`;
    throw new KmsError('InvalidKeyUsageException', message);
  }
  checkState(name, key.view);
}

function callOf(kernel: Kernel, performing: Performing, commit: () => void): Call {
  const { store, random, workers } = kernel;
  const { accesses, principal, asking } = performing;
  return {
    // Operations without a key never read it.
    key: accesses.find(({ key }) => key)?.key as Call['key'],
    accesses,
    store,
    now: asking.clock,
    random,
    workers,
    region: asking.region,
    account: principal.account,
    callerArn: principal.arn,
    commit,
    lockout(key, policy) {
      const decided = decideChange(asking, key, policy);
      if (decided.decision.verdict === 'deny') performing.lockout = decided;
      return decided;
    },
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html */
function wouldHaveSucceeded(): KmsError {
  return new KmsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  );
}

function noteUse({ name }: Operation, { accesses, asking, idBytes }: Performing): void {
  for (const { key } of accesses) {
    if (key) key.lastUsage = { operation: name, at: asking.clock, idBytes };
  }
}
