// The one road of every call: validate → find the key → decide → usage → state → run → record.
// AWS does not document the order of these checks; `order-of-checks` is the assumption.
import type { Random } from '../crypto/random.ts';
import type { Workers } from '../crypto/workers.ts';
import { readPrincipal } from '../engine/principal.ts';
import type { Explanation } from '../explain/explanation.ts';
import { lazy } from '../explain/lazy.ts';
import type { Principal } from '../model/principal.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { type FoundCaller, findCaller } from '../world/find-caller.ts';
import { type Memory, remembered } from '../world/remembered.ts';
import type { WorldRequest } from '../world/request.ts';
import { findEndpoint } from '../world/resolve.ts';
import type { World } from '../world/world.ts';
import type { Access } from './access.ts';
import type { OperationName } from './api-types.generated.ts';
import { type AccessDecision, type Asking, authorize, explainAccess } from './authorize.ts';
import { callRegion } from './call-region.ts';
import { clientErrorStatus, KmsError } from './errors.ts';
import { trailRecord } from './event.ts';
import { createFinder } from './finder.ts';
import type { CallIds } from './key.ts';
import { checkState } from './key-states.ts';
import type { KeyStore } from './key-store.ts';
import { lockoutCheck } from './lockout.ts';
import type { Call, Operation } from './operation.ts';
import { operations } from './operations.ts';
import type { AnyResponse, Outcome } from './outcome.ts';
import { mustFind } from './unresolved.ts';
import { uuid } from './uuid.ts';
import { validateInput } from './validate.ts';

/** A call of an operation, in the words of its author. */
export interface SimulateRequest
  extends Omit<WorldRequest, 'action' | 'key' | 'resource' | 'grantTokens' | 'grantId'> {
  /** `Decrypt`. */
  readonly operation: string;
  /** The input of the operation; blobs as bytes or in base64. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Takes the account of a caller that the world does not hold to allow everything. */
  readonly assumeCallerAllows?: boolean;
}

/** What calls run on. */
export interface Kernel {
  readonly store: KeyStore;
  readonly clock: () => Date;
  readonly random: Random;
  readonly workers: Workers;
}

/** Performs a call. Throws a SimulationError where the world does not hold what it takes to answer. */
export async function perform(kernel: Kernel, request: SimulateRequest): Promise<Outcome> {
  const performing = begin(kernel, request);
  try {
    const response = await answer(kernel, request, performing);
    return outcome(request, performing, response, undefined);
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return outcome(request, performing, undefined, error);
  }
}

/** What is known of a call before and while it is performed. */
interface Performing {
  readonly caller: FoundCaller;
  readonly principal: Principal;
  readonly region: string;
  readonly now: Date;
  /** The ids of the request and of its record; made when they are first read. */
  readonly ids: () => CallIds;
  readonly asking: Omit<Asking, 'grantTokens'>;
  row?: Operation;
  input?: object;
  accesses: readonly Access[];
  readonly decisions: AccessDecision[];
  lockout?: AccessDecision;
}

function begin(kernel: Kernel, request: SimulateRequest): Performing {
  const { store, random } = kernel;
  const { world } = store;
  const now = kernel.clock();
  const caller = callerOf(world, request);
  const endpoint = mustFind(findEndpoint(world, request.vpcEndpoint));
  const principal = readPrincipal(caller.input);
  const region = callRegion(store, request, principal.account);
  const { operation: _, parameters: __, assumeCallerAllows: ___, ...rest } = request;
  const bytes = random(32);
  const ask: WorldRequest = { ...rest, action: `kms:${request.operation}` };
  return {
    caller,
    principal,
    region,
    now,
    ids: lazy(() => ({
      requestId: uuid(bytes.subarray(0, 16)),
      eventId: uuid(bytes.subarray(16)),
    })),
    asking: { world, ask, caller, endpoint, region, clock: now },
    accesses: [],
    decisions: [],
  };
}

/** A world never changes, so a caller that is named by a text is found once. */
function callerOf(world: World, { principal, assumeCallerAllows = false }: SimulateRequest) {
  const id = typeof principal === 'string' ? `${assumeCallerAllows} ${principal}` : undefined;
  return remembered(callers, world, id, () =>
    mustFind(findCaller(world, principal, assumeCallerAllows)),
  );
}

const callers: Memory<World, FoundCaller> = new WeakMap();

async function answer(
  kernel: Kernel,
  request: SimulateRequest,
  performing: Performing,
): Promise<AnyResponse> {
  const { principal, region, now } = performing;
  const row = operationNamed(request.operation);
  performing.row = row;
  const input = validateInput(row.name, request.parameters) as never;
  performing.input = input;
  row.check?.(input);
  const caller = { arn: principal.arn, account: principal.account };
  const finder = createFinder(kernel.store, row.name, caller, region, now);
  const accesses = row.access(input, finder);
  performing.accesses = accesses;
  const { GrantTokens: grantTokens, DryRun: dryRun } = input as SharedInput;
  checkGrantTokens(kernel.store, grantTokens);
  decideAll({ ...performing.asking, grantTokens }, performing);
  for (const access of accesses) checkKey(row, access);
  const commit = () => {
    if (dryRun === true) throw wouldHaveSucceeded();
  };
  const response = await row.run(input, callOf(kernel, performing, commit));
  commit();
  if (row.uses) noteUse(row, performing);
  return response;
}

interface SharedInput {
  readonly GrantTokens?: readonly string[];
  readonly DryRun?: boolean;
}

function operationNamed(name: string): Operation {
  const names = Object.keys(operations);
  if (Object.hasOwn(operations, name)) return operations[name as OperationName] as Operation;
  const note = `AWS KMS has no operation \`${name}\`${didYouMeanHint(name, names)}`;
  throw new KmsError('UnknownOperationException', '', note);
}

function checkGrantTokens(store: KeyStore, tokens: readonly string[] | undefined): void {
  if (tokens?.some((token) => !store.grantTokens.has(token))) {
    throw new KmsError('InvalidGrantTokenException', 'Invalid grant token.');
  }
}

/** Decides the accesses in order; the first denial is the answer. */
function decideAll(asking: Asking, { accesses, decisions }: Performing): void {
  for (const access of accesses) {
    const decided = authorize(asking, access);
    decisions.push(decided);
    if (decided.decision.verdict === 'deny') {
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
  const { accesses, now, region, principal, asking } = performing;
  const check = lockoutCheck({ ...asking, grantTokens: undefined });
  return {
    // Operations without a key never read it.
    key: accesses.find(({ key }) => key)?.key as Call['key'],
    accesses,
    store,
    now,
    random,
    workers,
    region,
    account: principal.account,
    callerArn: principal.arn,
    commit,
    lockout(key, policy) {
      const decided = check(key, policy);
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

function noteUse({ name }: Operation, { accesses, now, ids }: Performing): void {
  for (const { key } of accesses) if (key) key.lastUsage = { operation: name, at: now, ids };
}

function outcome(
  request: SimulateRequest,
  performing: Performing,
  response: AnyResponse | undefined,
  error: KmsError | undefined,
): Outcome {
  const { decisions, accesses, asking, lockout } = performing;
  const keys = accesses.flatMap(({ key }) => key?.view ?? []);
  const explanations = lazy((): readonly Explanation[] => decisions.map(explainAccess));
  const event = lazy(() =>
    trailRecord({
      ...performing,
      ...performing.ids(),
      operation: request.operation,
      row: performing.row,
      keys,
      parameters: performing.input ?? {},
      sourceIp: sourceIpOf(request),
      via: request.via ?? performing.caller.via,
      vpcEndpoint: asking.endpoint,
      deniedByEndpoint: decisions.at(-1)?.decision.reason === 'vpc-endpoint',
      response,
      error,
    }),
  );
  return {
    operation: request.operation,
    allowed:
      decisions.length > 0 && decisions.every(({ decision }) => decision.verdict === 'allow'),
    decisions: decisions.map(({ action, resource, decision }) => ({ action, resource, decision })),
    get explanations() {
      return explanations();
    },
    ...(response === undefined ? {} : { response }),
    ...(error === undefined ? {} : { error: errorOf(error) }),
    get event() {
      return event();
    },
    notes: [...new Set(decisions.flatMap(({ notes }) => notes))],
    ...(lockout === undefined ? {} : { lockout: explainAccess(lockout) }),
  };
}

function errorOf({ name, message, note }: KmsError) {
  return { name, message, status: clientErrorStatus, ...(note === undefined ? {} : { note }) };
}

function sourceIpOf({ context = {} }: SimulateRequest): string | undefined {
  const name = Object.keys(context).find((key) => /^aws:(sourceip|vpcsourceip)$/i.test(key));
  const value = name === undefined ? undefined : context[name];
  return typeof value === 'string' ? value : undefined;
}
