// The full explanation of a call by its request id: `GET /_keyward/requests/ID`.
import type { TrailRecord } from '../model/trail-record.ts';
import type { Serving } from './serving.ts';

/** A call explained: schemas/explained-request.schema.json. Undefined for an id that nobody knows. */
export async function explainRequest(
  { remembered, state }: Serving,
  requestId: string,
): Promise<object | undefined> {
  const schemaVersion = '1.0';
  const call = remembered.find(requestId);
  if (call) return { schemaVersion, requestId, ...call.explain() };
  const stored = await state.event(requestId);
  if (!stored) return undefined;
  const { event, denial } = stored;
  if (denial) {
    const { decisions, explanations, notes, lockout } = denial;
    return {
      schemaVersion,
      requestId,
      operation: event.eventName,
      allowed: false,
      decisions,
      explanations,
      ...(lockout ? { lockout } : {}),
      event,
      notes,
    };
  }
  return {
    schemaVersion,
    requestId,
    operation: event.eventName,
    event,
    notes: [noteOn(event)],
  };
}

/** Why there is no explanation: only denials are kept with theirs. */
function noteOn({ errorCode, eventSource }: TrailRecord): string {
  const end =
    errorCode === undefined
      ? 'the call succeeded'
      : `the call ended with ${errorCode}, and not because of a policy`;
  const why = 'only the record is kept of such calls, when the server no longer remembers them';
  const next = eventSource === 'kms.amazonaws.com' ? ': `keyward why` judges the record again' : '';
  return `${end}; ${why}${next}`;
}
