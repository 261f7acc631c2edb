// Assumptions about what a policy says: its elements, patterns, variables, operators and condition keys.
import { type Assumption, guides } from './assumption.ts';

const { iam, kms } = guides;
const operators = `${iam}/reference_policies_elements_condition_operators.html`;

/** The rows, by id. */
export const languageAssumptions = {
  'resource-glob-crosses-colons': {
    statement:
      'AWS does not show how `*` in the middle of an ARN pattern of a Resource element treats a colon.',
    choice: 'The pattern is matched against the whole ARN as one text, so `*` crosses colons too.',
    why: 'Every match and non-match that AWS documents agrees with it.',
    source: `${iam}/reference_policies_elements_resource.html`,
  },
  'key-policy-resource-arn': {
    statement:
      'The Resource of a key policy is documented as `*`, always; what another value does is not.',
    choice: "Another value is a pattern that must match the key's own ARN.",
    why: 'That is what Resource means in every other policy.',
    source: `${kms}/key-policy-overview.html`,
  },
  'key-policy-not-elements': {
    statement:
      'AWS does not say whether key policies may have NotAction, NotResource or, in a Deny, NotPrincipal.',
    choice: 'They may, with the meaning that these elements have elsewhere.',
    why: 'A Deny that was written should not be lost because nobody documented it.',
    source: `${kms}/key-policy-overview.html`,
  },
  'duplicate-elements': {
    statement:
      'The policy grammar has no element twice; AWS does not say what becomes of a document that has.',
    choice: 'The document is refused, with the places of both.',
    why: 'Whichever of the two counted, the author meant the other as well.',
    source: `${iam}/reference_policies_grammar.html`,
  },
  'case-of-elements-and-operators': {
    statement:
      'AWS does not say whether the names of elements and operators may be written in another case.',
    choice: 'They may not.',
    why: 'Every example of AWS has the exact case.',
    source: `${iam}/reference_policies_grammar.html`,
  },
  'case-of-booleans': {
    statement: 'AWS does not say whether Bool and Null take `True` or `FALSE`.',
    choice: 'They take true and false in any case.',
    why: 'AWS writes them in lower case; tools write them in others, and mean the same.',
    source: `${operators}#Conditions_Boolean`,
  },
  'variable-value-is-literal': {
    statement:
      'AWS does not say whether `*` and `?` act as wildcards when they come from the value of a policy variable.',
    choice: 'They do not: the value stands for itself.',
    why: 'Otherwise whoever sets a tag could widen a policy.',
    source: `${iam}/reference_policies_variables.html`,
  },
  'unresolved-variable-in-not-resource': {
    statement:
      'AWS says that a Resource with a variable without a value matches nothing, and does not speak of NotResource.',
    choice: 'The entry matches nothing there either, so the statement applies to all the rest.',
    why: 'NotResource is everything that its entries do not match.',
    source: `${iam}/reference_policies_variables.html`,
  },
  'conversion-failure': {
    statement:
      'AWS does not say what an operator answers when a value is not of its type: a word under a numeric operator, say.',
    choice: 'The condition does not hold, negated or not.',
    why: 'What cannot be compared is neither equal nor different.',
    source: operators,
  },
  'bare-ipv6-is-128': {
    statement:
      'AWS documents /32 as the prefix of an address that has none, which is one address only in IPv4.',
    choice: 'An IPv6 address without a prefix is that one address, a /128.',
    why: 'The sentence is about a single address.',
    source: `${operators}#Conditions_IPAddress`,
  },
  'ipv4-mapped-is-ipv6': {
    statement:
      'AWS does not mention IPv6 addresses that hold an IPv4 address, such as `::ffff:192.0.2.1`.',
    choice: 'They are IPv6 addresses, and match no IPv4 range.',
    why: 'Ranges of one family never match addresses of the other.',
    source: `${operators}#Conditions_IPAddress`,
  },
  'partial-date-is-utc-start': {
    statement:
      'AWS accepts dates without a time or a zone, and does not say which instant they stand for.',
    choice: 'They stand for their first instant in UTC; four digits are a year.',
    why: 'That is the common reading of the ISO 8601 profile that AWS names.',
    source: `${operators}#Conditions_Date`,
  },
  'multivalued-under-plain-operator': {
    statement:
      'AWS asks for ForAllValues or ForAnyValue with keys that have several values, and does not say what an operator answers without them.',
    choice: 'The condition does not hold.',
    why: 'No single value stands for the list.',
    source: `${iam}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  },
  'set-operator-if-exists': {
    statement: 'AWS shows no example of ForAllValues or ForAnyValue together with IfExists.',
    choice: 'When the request has no such key, the condition holds.',
    why: 'That is what IfExists adds to every other operator.',
    source: `${operators}#Conditions_IfExists`,
  },
  'default-of-omitted-parameter': {
    statement:
      'A condition on an omitted parameter sees its default. AWS names two exceptions, and does not mention the rotation period or the deletion window.',
    choice:
      'When the request omits them, kms:RotationPeriodInDays is 365 and kms:ScheduleKeyDeletionPendingWindowInDays is 30.',
    why: 'Both follow the rule, being none of the exceptions.',
    source: `${kms}/conditions-kms.html`,
  },
  'resource-properties-in-key-policy': {
    statement:
      'The guide describes kms:ResourceAliases and aws:ResourceTag for IAM policies; the service authorization reference lists them for the key, whatever the policy.',
    choice: 'Key policies can test them too.',
    why: 'The request has the value; nothing says that a key policy does not see it.',
    source: `${kms}/conditions-kms.html`,
  },
  'source-ip-of-forwarded-call': {
    statement:
      "Two pages say that aws:SourceIp keeps the caller's address when a service forwards a call; two say that it is the service's.",
    choice: "It keeps the caller's.",
    why: 'The service makes the call in the name of the caller, and with what is known of the caller.',
    source: `${iam}/access_forward_access_sessions.html`,
  },
} as const satisfies Readonly<Record<string, Assumption>>;
