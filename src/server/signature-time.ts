// When a signature counts: five minutes around its time; a presigned one as long as it says, at most a
// quarter of an hour.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html

/** How far the clocks of a client and the server may be apart, in seconds. */
const skewSeconds = 300;
/** How long a presigned request may be used, in seconds, whatever X-Amz-Expires says. */
const maxPresignedSeconds = 900;

/** The time of `20150830T123600Z`; undefined for anything else. */
export function parseBasicTime(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // A 31st of February would become a day of March.
  return !Number.isNaN(time.getTime()) && basicTime(time) === text ? time : undefined;
}

/** `20150830T123600Z` */
export function basicTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The time of a `Date` header, `Sun, 30 Aug 2015 12:36:00 GMT`; undefined for anything else. */
export function parseHttpDate(text: string): Date | undefined {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toUTCString() === text ? time : undefined;
}

/** When a signature ends to count. */
export function signatureEnd(signedAt: Date, expiresSeconds: number | undefined): Date {
  const seconds =
    expiresSeconds === undefined ? skewSeconds : Math.min(expiresSeconds, maxPresignedSeconds);
  return new Date(signedAt.getTime() + seconds * 1000);
}

/** What is wrong with the time of a signature, in AWS's words; undefined if nothing is. */
export function timeFault(
  signedAt: Date,
  expiresSeconds: number | undefined,
  now: Date,
): string | undefined {
  if (signedAt.getTime() > now.getTime() + skewSeconds * 1000) {
    const latest = new Date(now.getTime() + skewSeconds * 1000);
    return `Signature not yet current: ${basicTime(signedAt)} is still later than ${basicTime(latest)} (${basicTime(now)} + ${span(skewSeconds)})`;
  }
  const end = signatureEnd(signedAt, expiresSeconds);
  // The times of signatures have no milliseconds: the last second counts to its end.
  if (now.getTime() < end.getTime() + 1000) return undefined;
  const seconds = (end.getTime() - signedAt.getTime()) / 1000;
  const earliest = new Date(now.getTime() - seconds * 1000);
  return `Signature expired: ${basicTime(signedAt)} is now earlier than ${basicTime(earliest)} (${basicTime(now)} - ${span(seconds)})`;
}

function span(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min.` : `${seconds} sec.`;
}
