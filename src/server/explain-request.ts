// The full explanation of a call by its request id: `GET /_keyward/requests/ID`.
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
    notes: [
      'the server remembers only its last calls whole, and keeps the explanations of denials: `keyward why` judges this event again',
    ],
  };
}
