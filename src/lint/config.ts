// The configuration of linting: keyward.config.yaml or .json; schemas/lint-config.schema.json.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { PolicyType } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { policyTypes } from '../policy/policy-types.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { parseJson } from '../syntax/json.ts';
import { describeKind, type LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { filePattern } from './file-pattern.ts';
import { findRule } from './find-rule.ts';
import { type Severity, severities } from './finding.ts';
import type { Suppression } from './suppression.ts';

/** What a configuration says. */
export interface LintConfig {
  /** Another configuration, which this one adds to; relative to this file. */
  readonly extends?: string;
  /** The types of documents by file; the last that fits counts. */
  readonly types: readonly {
    readonly fits: (file: string) => boolean;
    readonly type: PolicyType;
  }[];
  readonly severities: readonly SeverityOverride[];
  readonly trustedAccounts: readonly string[];
  readonly trustedOrganizations: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly deployer?: string;
  readonly world?: readonly string[];
  readonly baseline?: string;
  readonly failOn?: Severity;
  readonly suppressions: readonly Suppression[];
}

/** Another severity for a rule, or none at all, in some files. */
export interface SeverityOverride {
  readonly rule: string;
  readonly severity: Severity | 'off';
  readonly fits: (file: string) => boolean;
}

const fields = [
  '$schema',
  'extends',
  'types',
  'rules',
  'overrides',
  'trustedAccounts',
  'trustedOrganizations',
  'account',
  'region',
  'deployer',
  'world',
  'baseline',
  'failOn',
  'ignore',
] as const;

/** Reads a configuration; without one when a diagnostic is an error. */
export function parseConfig(
  text: string,
  file: string,
): { readonly config?: LintConfig; readonly diagnostics: readonly Diagnostic[] } {
  const isJson = /^\s*\{/.test(text);
  const { node, diagnostics } = isJson ? parseJson(text, { file }) : parseYaml(text, { file });
  if (!node) return { diagnostics };
  const all: Diagnostic[] = [...diagnostics];
  const reader = createReader(file, all);
  const config = readConfig(node, reader);
  const failed = all.some(({ severity }) => severity === 'error');
  return failed || !config ? { diagnostics: all } : { config, diagnostics: all };
}

interface Reader {
  readonly file: string;
  readonly fail: (span: Span, message: string, remedy?: string) => undefined;
  readonly object: (
    node: LocatedNode | undefined,
    what: string,
    known: readonly string[],
  ) => Members;
  readonly text: (node: LocatedNode | undefined, what: string) => string | undefined;
  readonly list: (node: LocatedNode | undefined, what: string) => readonly LocatedNode[];
}

type Members = ReadonlyMap<string, LocatedNode>;

function createReader(file: string, diagnostics: Diagnostic[]): Reader {
  const fail = (span: Span, message: string, remedy?: string): undefined => {
    const more = remedy === undefined ? {} : { remedy };
    diagnostics.push({ code: 'lint-config', severity: 'error', message, file, span, ...more });
  };
  return {
    file,
    fail,
    object(node, what, known) {
      if (!node) return new Map();
      if (node.kind !== 'object') {
        fail(node.span, `${what} must be an object, but is ${describeKind(node)}`);
        return new Map();
      }
      for (const { key, keySpan } of node.members) {
        if (known.length === 0 || known.includes(key)) continue;
        fail(keySpan, `${quoted(key)} is not a field of ${what}${didYouMeanHint(key, known)}`);
      }
      return new Map(node.members.map(({ key, value }) => [key, value]));
    },
    text(node, what) {
      if (!node) return undefined;
      if (node.kind === 'string') return node.value;
      if (node.kind === 'number') return node.raw;
      return fail(node.span, `${what} must be a text, but is ${describeKind(node)}`);
    },
    list(node, what) {
      if (!node) return [];
      if (node.kind === 'array') return node.items;
      fail(node.span, `${what} must be a list, but is ${describeKind(node)}`);
      return [];
    },
  };
}

function readConfig(node: LocatedNode, reader: Reader): LintConfig | undefined {
  const members = reader.object(node, 'the configuration', fields);
  const text = (name: string) => reader.text(members.get(name), `\`${name}\``);
  const texts = (name: string) =>
    reader
      .list(members.get(name), `\`${name}\``)
      .flatMap((item) => reader.text(item, `an entry of \`${name}\``) ?? []);
  const optional = {
    extends: text('extends'),
    account: text('account'),
    region: text('region'),
    deployer: text('deployer'),
    baseline: text('baseline'),
    failOn: oneOf(members.get('failOn'), '`failOn`', severities, reader),
  };
  const given = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  );
  const worlds = members.get('world');
  const world = worlds?.kind === 'array' ? texts('world') : [text('world') ?? []].flat();
  return {
    ...given,
    ...(worlds ? { world } : {}),
    types: reader.list(members.get('types'), '`types`').flatMap((item) => readType(item, reader)),
    severities: [
      ...readSeverities(members.get('rules'), () => true, reader),
      ...reader
        .list(members.get('overrides'), '`overrides`')
        .flatMap((item) => readOverride(item, reader)),
    ],
    trustedAccounts: texts('trustedAccounts'),
    trustedOrganizations: texts('trustedOrganizations'),
    suppressions: reader
      .list(members.get('ignore'), '`ignore`')
      .map((item) => readIgnore(item, reader)),
  };
}

function readType(item: LocatedNode, reader: Reader): LintConfig['types'] {
  const members = reader.object(item, 'an entry of `types`', ['files', 'type']);
  const files = reader.text(members.get('files'), '`files`');
  const type = oneOf(members.get('type'), '`type`', policyTypes, reader);
  if (files === undefined || type === undefined) {
    if (files === undefined) reader.fail(item.span, 'an entry of `types` has no `files`');
    return [];
  }
  return [{ fits: filePattern(files), type }];
}

function readOverride(item: LocatedNode, reader: Reader): readonly SeverityOverride[] {
  const members = reader.object(item, 'an entry of `overrides`', ['files', 'rules']);
  const files = reader.text(members.get('files'), '`files`');
  if (files === undefined)
    return reader.fail(item.span, 'an entry of `overrides` has no `files`') ?? [];
  return readSeverities(members.get('rules'), filePattern(files), reader);
}

function readSeverities(
  node: LocatedNode | undefined,
  fits: (file: string) => boolean,
  reader: Reader,
): readonly SeverityOverride[] {
  return [...reader.object(node, '`rules`', [])].flatMap(([name, value]) => {
    const rule = findRule(name);
    if (!rule) {
      reader.fail(value.span, `there is no rule ${quoted(name)}`, '`keyward rules` lists them');
      return [];
    }
    const severity = oneOf(
      value,
      `the severity of ${quoted(name)}`,
      [...severities, 'off'] as const,
      reader,
    );
    return severity === undefined ? [] : [{ rule: rule.id, severity, fits }];
  });
}

function readIgnore(item: LocatedNode, reader: Reader): Suppression {
  const members = reader.object(item, 'an entry of `ignore`', [
    'rule',
    'reason',
    'until',
    'file',
    'sid',
    'resource',
  ]);
  const text = (name: string) => reader.text(members.get(name), `\`${name}\``);
  const file = text('file');
  const until = text('until');
  if (until !== undefined && !/^\d{4}-\d\d-\d\d$/.test(until)) {
    reader.fail(
      members.get('until')!.span,
      `${quoted(until)} is no day`,
      'write it as `2027-01-31`',
    );
  }
  return {
    rule: text('rule') ?? '',
    reason: text('reason'),
    until,
    in: 'configuration',
    place: { file: reader.file, span: item.span },
    ...(file === undefined ? {} : { file: filePattern(file) }),
    sid: text('sid'),
    about: text('resource'),
  };
}

function oneOf<W extends string>(
  node: LocatedNode | undefined,
  what: string,
  words: readonly W[],
  reader: Reader,
): W | undefined {
  const value = reader.text(node, what);
  if (value === undefined || (words as readonly string[]).includes(value))
    return value as W | undefined;
  return reader.fail(
    node!.span,
    `${what} is ${quoted(value)}${didYouMeanHint(value, words)}`,
    `it is one of ${words.map((word) => `\`${word}\``).join(', ')}`,
  );
}

/** A configuration on top of the one that it extends. */
export function extended(base: LintConfig, config: LintConfig): LintConfig {
  return {
    ...base,
    ...config,
    types: [...base.types, ...config.types],
    severities: [...base.severities, ...config.severities],
    trustedAccounts: [...base.trustedAccounts, ...config.trustedAccounts],
    trustedOrganizations: [...base.trustedOrganizations, ...config.trustedOrganizations],
    suppressions: [...base.suppressions, ...config.suppressions],
  };
}
