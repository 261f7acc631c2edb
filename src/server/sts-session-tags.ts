// Session tags: passed, handed on along a chain of roles, and as context of the decision.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
import type { RequestContext } from '../model/request.ts';
import { invalid, type StsCall, type StsResult } from './sts-call.ts';
import { membersOf } from './sts-parameters.ts';

/** The tags of a session to be. */
export interface SessionTags {
  /** What the call passes. */
  readonly passed: Readonly<Record<string, string>>;
  /** What goes on along the chain: of the session that calls, and what the call adds. */
  readonly transitive: Readonly<Record<string, string>>;
  /** All: what is passed, and what came along. */
  readonly all: Readonly<Record<string, string>>;
  readonly context: RequestContext;
}

/** Reads the tags of a call. */
export function sessionTags({ parameters, session }: StsCall): SessionTags | StsResult {
  const members = membersOf(parameters, 'Tags');
  if (members.length > 50) {
    return invalid(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    );
  }
  const passed = new Map<string, string>();
  const seen = new Set<string>();
  for (const member of members) {
    const key = member.get('Key') ?? '';
    const value = member.get('Value') ?? '';
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key)) {
      return invalid(
        'The key of a session tag is no text of 1 to 128 letters, digits, spaces and _.:/=+-@, or begins with aws:.',
      );
    }
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)) {
      return invalid(
        'The value of a session tag is no text of at most 256 letters, digits, spaces and _.:/=+-@.',
      );
    }
    if (seen.has(key.toLowerCase())) {
      return invalid(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
        'InvalidInput',
      );
    }
    seen.add(key.toLowerCase());
    passed.set(key, value);
  }
  const came = session?.transitiveTags ?? {};
  if (Object.keys(came).some((key) => seen.has(key.toLowerCase()))) {
    return invalid(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      'InvalidParameterValue',
    );
  }
  const keys = membersOf(parameters, 'TransitiveTagKeys').map((member) => member.get('') ?? '');
  if (keys.some((key) => !seen.has(key.toLowerCase()))) {
    return invalid(
      'One of the specified transitive tag keys is not among the session tags.',
      'InvalidParameterValue',
    );
  }
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  const added = [...passed].filter(([key]) => wanted.has(key.toLowerCase()));
  return {
    passed: Object.fromEntries(passed),
    transitive: { ...came, ...Object.fromEntries(added) },
    all: { ...Object.fromEntries(passed), ...came },
    context: {
      ...Object.fromEntries([...passed].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      ...(passed.size > 0 ? { 'aws:TagKeys': [...passed.keys()] } : {}),
      ...(keys.length > 0 ? { 'sts:TransitiveTagKeys': keys } : {}),
    },
  };
}
