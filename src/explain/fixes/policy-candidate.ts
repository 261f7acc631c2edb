// Candidates that change a policy document: the step to tell and the change to try, made together
// so that they cannot differ.
import type { JsonObject, JsonValue, Policy, PolicyType } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import type { Layer } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import type { PolicyPatch } from '../explanation.ts';
import { policyName } from '../names.ts';
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
export function addStatement(slot: Slot, added: JsonObject, wording: Wording): Candidate {
  const { policy } = slot;
  const statement = { ...added, Sid: freeSid(policy, String(added.Sid)) };
  const list = policy.document.Statement;
  if (!Array.isArray(list)) {
    // A single statement without brackets becomes a list of two.
    const value = [list as JsonValue, statement];
    return candidate(slot, withStatement(policy, statement), wording, {
      op: 'replace-value',
      ...documentOf(slot),
      at: policy.statements[0]?.span,
      pointer: '/Statement',
      value,
      text: JSON.stringify(value, null, 2),
    });
  }
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

/** A Sid stands once in a document. */
function freeSid({ statements }: Policy, wanted: string): string {
  const taken = new Set(statements.map(({ sid }) => sid));
  let sid = wanted;
  for (let count = 2; taken.has(sid); count++) sid = `${wanted}${count}`;
  return sid;
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

/** What a document is called: `the key policy`. */
export function nameOf(subject: Case, policy: Policy): string {
  return policyName(subject.trace, { type: policy.type, policy: policy.name });
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
