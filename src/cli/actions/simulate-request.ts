// Builds a request from the flags of `keyward simulate`; `keyward why` has some of them too.

import type { Policy } from '../../model/policy.ts';
import type { ContextValue, RequestContext } from '../../model/request.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { WorldPrincipal, WorldRequest } from '../../world/request.ts';
import type { SimulateOptions } from '../command-options.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** The flags that make up one request; they do not go together with a file. */
export const requestFlags = [
  'principal',
  'action',
  'operation',
  'parameter',
  'key',
  'resource',
  'region',
  'context',
  'via',
  'vpcEndpoint',
  'grantToken',
  'grantId',
  'sessionPolicy',
  'sessionName',
  'mfa',
  'override',
] as const satisfies readonly (keyof SimulateOptions)[];

type Circumstance = 'key' | 'resource' | 'region' | 'context' | 'via' | 'vpcEndpoint';

/** Reads the request; a wrong combination of flags is a UsageError. */
export async function requestFromFlags(options: SimulateOptions, io: Io): Promise<WorldRequest> {
  const { principal, grantId, operation } = options;
  const action = operation ?? options.action;
  if (operation !== undefined && options.action !== undefined) {
    throw new UsageError('a request asks for an `--action` or runs an `--operation`, not both');
  }
  if (operation === undefined && options.parameter !== undefined) {
    throw new UsageError('`--parameter` is for an `--operation`; say which one to run');
  }
  if (principal === undefined || action === undefined) {
    const missing = [
      ...(principal ? [] : ['--principal']),
      ...(action ? [] : ['--action (or --operation)']),
    ];
    throw new UsageError(
      `the request lacks ${missing.join(' and ')}; say who asks for what with \`--principal ARN --action kms:Decrypt --key KEY\`, or give a scenario file`,
    );
  }
  const circumstances = circumstancesFromFlags(options);
  const sessionPolicies = await readSessionPolicies(options.sessionPolicy ?? [], io);
  return {
    principal: principalFromFlags(principal, options, sessionPolicies),
    action: actionFromFlag(action),
    ...circumstances,
    ...(grantId === undefined ? {} : { grantId }),
    ...(options.grantToken === undefined ? {} : { grantTokens: options.grantToken }),
    ...(options.override === undefined ? {} : { override: true }),
  };
}

/** `--action`: of AWS KMS where it names no service. */
export function actionFromFlag(action: string): string {
  return action.includes(':') ? action : `kms:${action}`;
}

/** Reads the flags that say what a request is for and how it comes. */
export function circumstancesFromFlags(
  options: Pick<SimulateOptions, Circumstance>,
): Pick<WorldRequest, Circumstance> {
  const { key, resource, region, via, vpcEndpoint } = options;
  if (key !== undefined && resource !== undefined) {
    throw new UsageError('a request is for `--key` or for `--resource`, not for both');
  }
  const context = contextFromFlags(options.context ?? []);
  return {
    ...(key === undefined ? {} : { key }),
    ...(resource === undefined ? {} : { resource }),
    ...(region === undefined ? {} : { region }),
    ...(context === undefined ? {} : { context }),
    ...(via === undefined ? {} : { via }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
  };
}

/** Reads `--context key=value` pairs. */
export function contextFromFlags(pairs: readonly string[]): RequestContext | undefined {
  if (pairs.length === 0) return undefined;
  const context = new Map<string, ContextValue>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at <= 0) {
      throw new UsageError(`\`--context\` is \`key=value\`, but ${quoted(pair)} is not`);
    }
    const key = pair.slice(0, at);
    if (context.has(key)) {
      throw new UsageError(
        `\`--context\` gives ${quoted(key)} twice; write several values as \`${key}=["a","b"]\``,
      );
    }
    context.set(key, contextValue(key, pair.slice(at + 1)));
  }
  return Object.fromEntries(context);
}

function contextValue(key: string, text: string): ContextValue {
  if (!text.startsWith('[')) return text;
  try {
    const list: unknown = JSON.parse(text);
    const fits = (entry: unknown) => typeof entry === 'string' || typeof entry === 'number';
    if (Array.isArray(list) && list.every(fits)) return list;
  } catch {
    // Falls through: it is no JSON list.
  }
  throw new UsageError(
    `the value of ${quoted(key)} begins like a JSON list but is none; write \`["a","b"]\` (in a shell, in single quotes)`,
  );
}

async function readSessionPolicies(paths: readonly string[], io: Io): Promise<readonly Policy[]> {
  const policies: Policy[] = [];
  for (const path of paths) {
    const { file, text } = await readInput(io, path);
    const name = file
      .split(/[/\\]/)
      .at(-1)!
      .replace(/\.json$/i, '');
    const { policy, diagnostics } = parsePolicy(text, { type: 'session-policy', name, file });
    if (policy === undefined) throw new InputError(diagnostics, [{ file, text }]);
    policies.push(policy);
  }
  return policies;
}

function principalFromFlags(
  principal: string,
  { mfa, sessionName }: SimulateOptions,
  sessionPolicies: readonly Policy[],
): string | WorldPrincipal {
  if (mfa === undefined && sessionName === undefined && sessionPolicies.length === 0) {
    return principal;
  }
  const more = {
    ...(mfa === undefined ? {} : { mfa }),
    ...(sessionPolicies.length === 0 ? {} : { sessionPolicies }),
  };
  if (sessionName === undefined) return { arn: principal, ...more };
  if (!/^(arn:[^:]+:iam::\d{12}:)?role\//.test(principal)) {
    throw new UsageError(
      `\`--session-name\` is for a role, but ${quoted(principal)} is not the ARN of one`,
    );
  }
  const role = principal.startsWith('role/') ? principal.slice('role/'.length) : principal;
  return { role, sessionName, ...more };
}
