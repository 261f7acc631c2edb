// The ways in which what is unknown may be, as far as the policies tell them apart: for each unknown key a value that
// makes a condition hold, one that does not, and none at all; the session policy, the endpoint, the grants.
import type { Case } from '../explain/case.ts';
import type { Draft } from '../explain/fixes/draft.ts';
import { type Wish, wishFor } from '../explain/fixes/samples.ts';
import { asciiLower } from '../model/ascii.ts';
import type { ConditionClause } from '../model/policy.ts';
import type { ContextValue, RequestContext } from '../model/request.ts';
import type { VpcEndpoint } from '../world/world.ts';
import { allowsEverything, openKeys } from './call/extremes.ts';
import { type Gap, type GapId, gapOf } from './call/gap.ts';

/** One way in which something unknown may be. */
export interface Option {
  /** "aws:PrincipalTag/team is `blue`". */
  readonly words: string;
  readonly change: (draft: Draft) => Draft;
}

/** Something unknown, and its options; the first is that there is none. */
export interface Dimension {
  /** The gap that leaves it open. */
  readonly gap: GapId;
  readonly options: readonly Option[];
}

/** How many options of one dimension are tried. */
const maxOptions = 8;

/** The dimensions that a decision may hang on; `endpoints` are those that the call may have come through. */
export function dimensionsOf(
  subject: Case,
  gaps: readonly Gap[],
  endpoints: readonly VpcEndpoint[],
): readonly Dimension[] {
  const { policies } = subject;
  return [
    ...openKeys(policies, gaps).map((key) => ({
      gap: gapOf(gaps, key)!.id,
      options: keyOptions(subject, key),
    })),
    { gap: 'parameters', options: contextOptions(subject, gaps) } as const,
    { gap: 'grant-tokens', options: tokenOptions(subject, gaps) } as const,
    { gap: 'session-policy', options: sessionOptions(gaps) } as const,
    { gap: 'circumstances', options: endpointOptions(endpoints) } as const,
  ].filter(({ options }) => options.length > 1);
}

function keyOptions(subject: Case, key: string): readonly Option[] {
  const clauses = conditionsOf(subject);
  const own = clauses.filter((clause) => asciiLower(clause.key) === key);
  const name = own[0]?.key ?? key;
  const samples: ContextValue[] = own.flatMap((clause) =>
    [true, false].flatMap((holds) => samplesOf(wishFor(subject, clause, { holds }), key)),
  );
  // A key that stands in a variable is compared with what the request has for the condition's own key.
  for (const clause of clauses) {
    const compared = clause.values.some(({ value }) => asciiLower(value).includes(`\${${key}`));
    const value = compared ? requestValue(subject, clause.key) : undefined;
    if (value !== undefined) samples.push(value);
  }
  const distinct = [...new Map(samples.map((value) => [JSON.stringify(value), value])).values()];
  return [null, ...distinct.filter((value) => value !== null)]
    .slice(0, maxOptions)
    .map((value) => ({ words: wordsOf(name, value), change: sending({ [name]: value }) }));
}

/** The values to try; where any value will do, one of the key's kind. */
function samplesOf({ samples, presence }: Wish, key: string): readonly ContextValue[] {
  if (presence !== 'any') return samples;
  return key === 'aws:multifactorauthpresent' ? [false, true] : ['any value'];
}

function conditionsOf({ policies }: Case): readonly ConditionClause[] {
  return policies.statements.flatMap(({ statement }) =>
    statement.clauses.filter((clause): clause is ConditionClause => clause.kind === 'Condition'),
  );
}

function requestValue({ request }: Case, key: string): ContextValue | undefined {
  const lower = asciiLower(key);
  const found = Object.keys(request.context ?? {}).find((name) => asciiLower(name) === lower);
  const value = found === undefined ? undefined : request.context?.[found];
  return typeof value === 'string' ? value : undefined;
}

function wordsOf(key: string, value: ContextValue): string {
  if (value === null) return `${key} is absent`;
  return `${key} is \`${Array.isArray(value) ? value.join(', ') : String(value)}\``;
}

/** Sends these values, whatever the spelling of the keys, and says that they are assumed. */
function sending(values: RequestContext): Option['change'] {
  const names = new Set(Object.keys(values).map(asciiLower));
  return (draft) => {
    const { context = {}, contextOrigins } = draft.request;
    const kept = Object.entries(context).filter(([key]) => !names.has(asciiLower(key)));
    const origins = Object.keys(values).map((key) => [key, 'assumed: it is not recorded']);
    return {
      ...draft,
      request: {
        ...draft.request,
        context: { ...Object.fromEntries(kept), ...values },
        contextOrigins: { ...contextOrigins, ...Object.fromEntries(origins) },
      },
    };
  };
}

const none = (words: string): Option => ({ words, change: (draft) => draft });

/** The encryption contexts that the key's grants ask for. */
function contextOptions({ policies }: Case, gaps: readonly Gap[]): readonly Option[] {
  if (gapOf(gaps, 'kms:encryptioncontextkeys') === undefined) return [];
  const contexts = new Map<string, Option>();
  for (const { Constraints = {} } of policies.input.grants ?? []) {
    const pairs = Constraints.EncryptionContextEquals ?? Constraints.EncryptionContextSubset;
    if (pairs === undefined || contexts.size >= maxOptions) continue;
    const entries = Object.entries(pairs);
    const values = entries.map(([key, value]) => [`kms:EncryptionContext:${key}`, value] as const);
    const listed = entries.map(([key, value]) => `\`${key}=${value}\``).join(', ');
    contexts.set(JSON.stringify(entries), {
      words: `the encryption context is ${listed}`,
      change: sending(Object.fromEntries(values)),
    });
  }
  return [none('there is no encryption context'), ...contexts.values()];
}

/** The tokens of grants that are not visible yet. */
function tokenOptions({ policies }: Case, gaps: readonly Gap[]): readonly Option[] {
  if (!gaps.some(({ id }) => id === 'grant-tokens')) return [];
  const tokens = (policies.input.grants ?? []).flatMap(
    ({ GrantId, GrantToken, visible }): Option[] => {
      if (visible !== false || GrantToken === undefined) return [];
      return [
        {
          words: `the request brought the token of grant \`${GrantId}\``,
          change: (draft) => ({
            ...draft,
            request: { ...draft.request, grantTokens: [GrantToken] },
          }),
        },
      ];
    },
  );
  return [none('the request brought no grant token'), ...tokens.slice(0, maxOptions)];
}

function sessionOptions(gaps: readonly Gap[]): readonly Option[] {
  if (!gaps.some(({ id }) => id === 'session-policy')) return [];
  const allowing: Option = {
    words: 'a session policy allows it',
    change: (draft) => ({
      ...draft,
      input: { ...draft.input, sessionPolicies: [allowsEverything('a session policy')] },
    }),
  };
  return [none('no session policy allows it'), allowing];
}

function endpointOptions(endpoints: readonly VpcEndpoint[]): readonly Option[] {
  const through = endpoints.slice(0, maxOptions).map(
    ({ id, policy }): Option => ({
      words: `the call came through \`${id}\``,
      change: ({ input, request }) => ({
        input: policy === undefined ? input : { ...input, vpcEndpointPolicy: policy },
        request: { ...request, vpcEndpoint: id },
      }),
    }),
  );
  return [none('the call came through no VPC endpoint'), ...through];
}
