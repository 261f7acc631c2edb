// Candidates that change the request: context values, the service that forwards it, the VPC endpoint.
import type { AccessRequestInput, ContextValue } from '../../model/request.ts';
import { valueText } from '../clause-text.ts';
import type { RequestPatch } from '../explanation.ts';
import type { Candidate, Draft } from './draft.ts';

/** What to change of a request; `null` takes something away. */
export interface RequestChange {
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly via?: string | null;
  readonly vpcEndpoint?: string | null;
  readonly grantTokens?: readonly string[];
}

/** A candidate that sends the request differently. */
export function requestCandidate(options: {
  readonly title: string;
  readonly change: RequestChange;
  readonly cost?: number;
  readonly opens?: string;
}): Candidate {
  const { title, change, cost = 1, opens } = options;
  const patch: RequestPatch = { op: 'change-request', ...change, text: changeText(change) };
  return {
    cost,
    step: { kind: 'request', title, patch, opens },
    change: (draft) => changed(draft, change),
  };
}

function changed(draft: Draft, change: RequestChange): Draft {
  const { vpcEndpoint: oldEndpoint, via: oldVia, ...rest } = draft.request;
  const vpcEndpoint = changedTo(oldEndpoint, change.vpcEndpoint);
  const via = changedTo(oldVia, change.via);
  const request: AccessRequestInput = {
    ...rest,
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint }),
    ...(via === undefined ? {} : { via }),
    ...(change.grantTokens === undefined
      ? {}
      : { grantTokens: [...(rest.grantTokens ?? []), ...change.grantTokens] }),
    context: merged(rest.context ?? {}, change.context ?? {}),
  };
  return { ...draft, request };
}

function changedTo(before: string | undefined, change: string | null | undefined) {
  return change === undefined ? before : (change ?? undefined);
}

/** Context keys are case-insensitive: a change replaces the spelling that was there. */
function merged(
  context: Readonly<Record<string, ContextValue>>,
  change: Readonly<Record<string, ContextValue>>,
): Readonly<Record<string, ContextValue>> {
  const replaced = new Set(Object.keys(change).map((key) => key.toLowerCase()));
  const kept = Object.entries(context).filter(([key]) => !replaced.has(key.toLowerCase()));
  return Object.fromEntries([...kept, ...Object.entries(change)]);
}

function changeText(change: RequestChange): string {
  const lines = Object.entries(change.context ?? {}).map(
    ([key, value]) => `${key} = ${value === null ? '(absent)' : valueText(value)}`,
  );
  if (change.via !== undefined) lines.push(`via = ${change.via ?? '(direct call)'}`);
  if (change.vpcEndpoint !== undefined) {
    lines.push(`VPC endpoint = ${change.vpcEndpoint ?? '(none)'}`);
  }
  for (const token of change.grantTokens ?? []) lines.push(`grant token = ${token}`);
  return lines.join('\n');
}
