// Checks the code of an MFA device. The words are AWS's, as public error reports quote them.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html (SerialNumber, TokenCode)
import { denied, type StsCall, type StsResult } from './sts-call.ts';
import type { TextRow } from './sts-parameters.ts';
import { endOfStep, stepOfCode } from './totp.ts';

/** The parameters of MFA. */
export const mfaRows: readonly TextRow[] = [
  {
    name: 'SerialNumber',
    min: 9,
    max: 256,
    pattern: /^[\w+=/:,.@-]*$/,
    source: '[\\w+=/:,.@-]*',
  },
  { name: 'TokenCode', min: 6, max: 6, pattern: /^\d*$/, source: '[\\d]*', secret: true },
];

/** Whether a call came with a right code; an error where it came with a wrong one. */
export async function checkMfa(call: StsCall): Promise<boolean | StsResult> {
  const { parameters, principal, session, credentials, now } = call;
  const serial = parameters.get('SerialNumber');
  const code = parameters.get('TokenCode');
  if (serial === undefined && code === undefined) return false;
  if (serial === undefined || code === undefined) {
    return denied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const device = credentials.mfaDevice(serial);
  // Only long-term credentials have a device.
  if (!device || session || device.owner !== principal.arn) {
    return denied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const step = stepOfCode(device.seed, code, now);
  const isFresh =
    step !== undefined &&
    (await credentials.sessions.useCode(`${serial}/${step}`, endOfStep(step)));
  return (
    isFresh || denied('MultiFactorAuthentication failed with invalid MFA one time pass code. ')
  );
}
