// An access key and an MFA device belong to one caller.
import { quoted } from '../syntax/quoted.ts';
import { problemAt, type Report } from './combine.ts';
import type { CredentialsOfCaller, Place } from './fact.ts';

/** Says where an access key or an MFA device of a world belongs to more than one. */
export function checkCredentials(all: readonly CredentialsOfCaller[], report: Report): void {
  const seen = new Set<string>();
  const once = (id: string, what: string, place: Place) => {
    if (seen.has(`${what} ${id}`)) {
      problemAt(report, place, 'world-credentials', `${what} ${quoted(id)} stands here twice`, {
        remedy: 'an id belongs to one caller of the world',
      });
    }
    seen.add(`${what} ${id}`);
  };
  for (const { accessKeys = [], mfaDevices = [] } of all) {
    for (const { id, place } of accessKeys) once(id, 'the access key', place);
    for (const { serial, place } of mfaDevices) once(serial, 'the MFA device', place);
  }
}
