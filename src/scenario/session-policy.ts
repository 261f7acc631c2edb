// Reads a session policy of a request: inline, `{ file }`, or `{ name, document }`.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy } from '../model/policy.ts';
import { policyFromNode } from '../policy/from-node.ts';
import { parsePolicy } from '../policy/parse.ts';
import { type LocatedNode, memberValue } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { problem, type Reading, text, wrongKind } from './reading.ts';

const type = 'session-policy';

/** Reads one session policy; `index` names a document that has no name. */
export function readSessionPolicy(
  reading: Reading,
  node: LocatedNode,
  index: number,
): Policy | undefined {
  const fallback = `sessionPolicies[${index}]`;
  if (node.kind !== 'object') return wrongKind(reading, node, 'a session policy', 'an object');
  const fileNode = memberValue(node, 'file');
  if (fileNode !== undefined) return fromFile(reading, fileNode, fallback);
  const document = memberValue(node, 'document') ?? node;
  const name = text(reading, memberValue(node, 'name'), '`name`') ?? fallback;
  const { file, text: source } = reading;
  return reported(reading, policyFromNode(document, { type, name, file, text: source }));
}

function fromFile(reading: Reading, node: LocatedNode, fallback: string): Policy | undefined {
  const path = text(reading, node, '`file`');
  if (path === undefined) return undefined;
  const followed = reading.follow(path);
  if (followed === undefined) {
    const message = `the session policy ${quoted(path)} cannot be read`;
    return problem(reading, node.span, 'file-unreadable', message, {
      remedy: 'check the path: it is relative to the scenario file',
    });
  }
  const name =
    path
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.json$/i, '') ?? fallback;
  return reported(reading, parsePolicy(followed.text, { type, name, file: followed.path }));
}

interface Read {
  readonly policy?: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

function reported(reading: Reading, { policy, diagnostics }: Read): Policy | undefined {
  for (const diagnostic of diagnostics) reading.report(diagnostic);
  return policy;
}
