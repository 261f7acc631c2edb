// The facts of a call that come from its connection, or from the headers with which a simulation states them: where
// it came from, through which VPC endpoint, which service forwarded it, and when. A client can write any header, so
// they count only for callers that the world names for it, and only when the signature covers them.
import { readPrincipal } from '../engine/principal.ts';
import type { ContextValue } from '../model/request.ts';
import { quoted } from '../syntax/quoted.ts';
import type { CallerInput } from '../world/caller-name.ts';
import { findCaller } from '../world/find-caller.ts';
import type { World } from '../world/world.ts';
import { type AwsError, clientError } from './aws-error.ts';
import type { Connection } from './connection.ts';
import { type HttpRequest, headerOf } from './http-request.ts';

/** What a call brings beside its caller, operation and parameters. */
export interface CallFacts {
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly via?: string;
  readonly vpcEndpoint?: string;
}

/** The facts, or why the headers that state them are refused. */
export type ReadFacts =
  | { readonly kind: 'facts'; readonly facts: CallFacts }
  | { readonly kind: 'refused'; readonly error: AwsError };

/** Whether the world lets the caller state facts. */
export interface Simulation {
  readonly allowed: () => boolean;
  /** The headers that are to be believed, in lower case. */
  readonly signedHeaders: readonly string[];
}

const headerNames = [
  'x-keyward-source-ip',
  'x-keyward-vpc-endpoint',
  'x-keyward-via',
  'x-keyward-time',
] as const;

type HeaderName = (typeof headerNames)[number];

/** Reads the facts of a call. */
export function readFacts(
  request: HttpRequest,
  connection: Connection,
  simulation: Simulation,
): ReadFacts {
  const userAgent = headerOf(request, 'user-agent');
  const agent = userAgent === undefined ? undefined : { 'aws:UserAgent': userAgent };
  const stated = statedIn(request);
  if (stated.size === 0) {
    return { kind: 'facts', facts: { context: { 'aws:SourceIp': connection.address, ...agent } } };
  }
  const problem = refusal(stated, simulation);
  if (problem !== undefined) {
    return { kind: 'refused', error: clientError('AccessDeniedException', problem) };
  }
  return factsOf(stated, connection, agent);
}

/** Whether the world lets a caller state where its calls come from. */
export function maySimulate(world: World, caller: CallerInput): boolean {
  const found = findCaller(world, caller, false);
  if (found.kind !== 'found') return false;
  const { principalArn, arn } = readPrincipal(found.value.input);
  const allowed = found.value.account?.simulation?.allowedCallers ?? [];
  return allowed.some((name) => name === principalArn || name === arn);
}

function statedIn({ headers }: HttpRequest): ReadonlyMap<HeaderName, readonly string[]> {
  const { names, values } = headers;
  if (!names.some((name) => name.startsWith('x-keyward-'))) return nothing;
  const stated = new Map<HeaderName, string[]>();
  for (const [at, header] of names.entries()) {
    const name = headerNames.find((known) => known === header);
    if (name) stated.set(name, [...(stated.get(name) ?? []), values[at]!.trim()]);
  }
  return stated;
}

const nothing: ReadonlyMap<HeaderName, readonly string[]> = new Map();

function refusal(
  stated: ReadonlyMap<HeaderName, readonly string[]>,
  { allowed, signedHeaders }: Simulation,
): string | undefined {
  const names = [...stated.keys()];
  const listed = names.map(quoted).join(', ');
  if (!allowed()) {
    return `The caller may not state ${listed}; name it in the account's \`simulation.allowedCallers\` in the world file.`;
  }
  const twice = names.find((name) => stated.get(name)!.length > 1);
  if (twice !== undefined) return `The request has the header ${quoted(twice)} twice.`;
  const open = names.find((name) => !signedHeaders.includes(name));
  if (open === undefined) return undefined;
  return `The signature does not cover ${quoted(open)}; sign it together with the other headers.`;
}

function factsOf(
  stated: ReadonlyMap<HeaderName, readonly string[]>,
  connection: Connection,
  agent: CallFacts['context'] | undefined,
): ReadFacts {
  const said = (name: HeaderName) => stated.get(name)?.[0];
  const address = said('x-keyward-source-ip') ?? connection.address;
  const vpcEndpoint = said('x-keyward-vpc-endpoint');
  const via = said('x-keyward-via');
  const time = said('x-keyward-time');
  if (time !== undefined && !isTime(time)) {
    const message = `The header \`x-keyward-time\` is ${quoted(time)}; write it as \`2026-01-01T09:30:00Z\`.`;
    return { kind: 'refused', error: clientError('ValidationException', message) };
  }
  // Through an endpoint aws:SourceIp is absent; what a service forwards did not come through one.
  const source =
    vpcEndpoint !== undefined && via === undefined ? 'aws:VpcSourceIp' : 'aws:SourceIp';
  return {
    kind: 'facts',
    facts: {
      context: {
        [source]: address,
        ...agent,
        ...(time === undefined ? {} : { 'aws:CurrentTime': time }),
      },
      ...(via === undefined ? {} : { via }),
      ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    },
  };
}

function isTime(text: string): boolean {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  return form.test(text) && !Number.isNaN(Date.parse(text));
}
