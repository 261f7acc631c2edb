// Candidates that change a policy document: the step to tell and the change to try, made together
// so that they cannot differ.
import type { JsonObject, JsonValue, Policy, PolicyType } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import type { Layer } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import type { PolicyPatch } from '../explanation.ts';
import { placeName, policyName } from '../names.ts';
import type { Candidate } from './draft.ts';
import { endOfStatements, pointerTo, withStatement, withValue } from './edit-document.ts';
import { putDocument, type Slot } from './slots.ts';

/** What a candidate says besides its patch. */
export interface Wording {
  readonly title: string;
  readonly cost: number;
  readonly opens?: string;
}

/** Adds a statement at the end of a document. */
export function addStatement(slot: Slot, statement: JsonObject, wording: Wording): Candidate {
  const { policy } = slot;
  const at = endOfStatements(policy);
  return candidate(slot, withStatement(policy, statement), wording, {
    op: 'add-statement',
    ...documentOf(slot),
    at,
    pointer: pointerTo(policy, '-', []),
    statement,
    text: JSON.stringify(statement, null, 2),
  });
}

/** Replaces one value inside a statement. */
export function replaceValue(
  slot: Slot,
  statement: number,
  path: readonly string[],
  value: JsonValue,
  at: Span | undefined,
  wording: Wording,
): Candidate {
  const { policy } = slot;
  return candidate(slot, withValue(policy, statement, path, value), wording, {
    op: 'replace-value',
    ...documentOf(slot),
    at,
    pointer: pointerTo(policy, statement, path),
    value,
    text: JSON.stringify(value, null, 2),
  });
}

/** Adds a document of one statement to a layer. */
export function addDocument(
  place: Pick<Slot, 'layer' | 'level' | 'index'>,
  type: PolicyType,
  name: string,
  statement: JsonObject,
  wording: Wording,
): Candidate {
  const value = { Version: '2012-10-17', Statement: [statement] };
  return {
    cost: wording.cost,
    step: {
      kind: 'policy',
      title: wording.title,
      patch: {
        op: 'add-document',
        policy: name,
        type,
        ...(place.layer === 'scp' ? { level: place.level } : {}),
        pointer: '',
        value,
        text: JSON.stringify(value, null, 2),
      },
      opens: wording.opens,
    },
    change: (draft) => ({
      ...draft,
      input: putDocument(draft.input, place, { name, document: value }),
    }),
  };
}

/** A document and where its next statement goes: `the key policy (key.json:12:5)`. */
export function inPolicy(subject: Case, policy: Policy): string {
  const place = placeName({ file: policy.file, span: endOfStatements(policy) });
  const name = policyName(subject.trace, { type: policy.type, policy: policy.name });
  return place === undefined ? name : `${name} (${place})`;
}

/** The types of the documents that a layer takes when a fix adds one. */
export const typeOfLayer: Readonly<Record<Exclude<Layer, 'resource'>, PolicyType>> = {
  rcp: 'resource-control-policy',
  scp: 'service-control-policy',
  'vpc-endpoint': 'vpc-endpoint-policy',
  identity: 'identity-policy',
  boundary: 'permissions-boundary',
  session: 'session-policy',
};

function candidate(
  slot: Slot,
  document: JsonObject,
  wording: Wording,
  patch: PolicyPatch,
): Candidate {
  const { name, file } = slot.policy;
  return {
    cost: wording.cost,
    step: {
      kind: 'policy',
      title: wording.title,
      patch,
      file,
      span: patch.at,
      opens: wording.opens,
    },
    change: (draft) => ({ ...draft, input: putDocument(draft.input, slot, { name, document }) }),
  };
}

function documentOf({ layer, level, policy: { name, type, file } }: Slot) {
  return { policy: name, type, ...(layer === 'scp' ? { level } : {}), file };
}
