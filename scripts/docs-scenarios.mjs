// `node scripts/docs-scenarios.mjs` writes docs/scenarios, one page for each topic and an index, out of
// fixtures/scenarios; with `--check` it writes nothing and exits with 1 when a page is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { heading, scenarioPage } from './docs-scenarios-page.mjs';
import { topics } from './docs-scenarios-topics.mjs';

const scenarios = new URL('../fixtures/scenarios/', import.meta.url);
const docs = new URL('../docs/scenarios/', import.meta.url);
const check = process.argv.includes('--check');

const pages = scenarioPages();
const stale = stalePages(pages);
if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}\nrun \`node scripts/docs-scenarios.mjs\``);
  process.exitCode = 1;
} else if (!check) {
  mkdirSync(docs, { recursive: true });
  for (const name of stale) {
    if (name in pages) writeFileSync(new URL(name, docs), pages[name]);
    else rmSync(new URL(name, docs));
    console.log(`${name in pages ? 'wrote' : 'removed'} docs/scenarios/${name}`);
  }
}

/** The pages that docs/scenarios should hold: their texts by file name. */
function scenarioPages() {
  const found = directoriesOf(scenarios);
  const unknown = found.filter((topic) => !topics.some(({ id }) => id === topic));
  if (unknown.length > 0) {
    throw new Error(`no row in scripts/docs-scenarios-topics.mjs for: ${unknown.join(', ')}`);
  }
  const filled = topics.filter(({ id }) => found.includes(id)).map(withScenarios);
  const pages = filled.map((topic) => [`${topic.id}.md`, scenarioPage(topic)]);
  return Object.fromEntries([['README.md', indexPage(filled)], ...pages]);
}

/** The pages that differ from the files, those among them that should be gone included. */
function stalePages(pages) {
  const differing = Object.keys(pages).filter((name) => current(name) !== pages[name]);
  return [...differing, ...filesOf(docs, '.md').filter((name) => !(name in pages))];
}

function withScenarios(topic) {
  const folder = new URL(`${topic.id}/`, scenarios);
  const names = inReadingOrder(filesOf(folder, '.yaml'), topic);
  const entries = names.map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return { ...parse(text), name, text };
  });
  return { ...topic, scenarios: entries };
}

/** What the topic's row names comes first, the rest by name. */
function inReadingOrder(names, { id, first = [] }) {
  const wanted = first.map((name) => `${name}.yaml`);
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`no such scenario in ${id}: ${missing.join(', ')}`);
  return [...wanted, ...names.filter((name) => !wanted.includes(name))];
}

function indexPage(filled) {
  const count = filled.reduce((sum, { scenarios: entries }) => sum + entries.length, 0);
  const lines = filled.flatMap(({ id, title, intro, scenarios: entries }) => [
    `## [${title}](${id}.md)`,
    '',
    intro,
    '',
    ...entries.map((entry) => `- [${heading(entry.title)}](${id}.md#${anchorOf(entry.title)})`),
    '',
  ]);
  return [
    '# Scenarios',
    '',
    `${count} small scenarios: who may use a key, and why. Each is a file in \`fixtures/scenarios\` that`,
    '`keyward test fixtures/scenarios` runs: what you read here is what Keyward answers.',
    '',
    'Each has a world (accounts, people, keys and their policies), and requests with their answers. An answer',
    'is the verdict, the one reason for it, and what decided: `use-key#UseKey` is the statement `UseKey` of the',
    'policy `use-key`, `key-policy` is the policy of the key where the world gives it no name, and `grant:…`',
    'is a grant. "Assuming" names what no page of AWS settles.',
    '',
    'The stories have steps instead of requests. Each step is a call of the API that is decided and made, on what',
    'the one before has left: a step keeps a ciphertext, a later one decrypts it. What a policy allows may still be',
    'an error of the service; the answer then says both. [Envelope encryption](../envelope-encryption.md) is the',
    'story of a data key, with the code around it.',
    '',
    ...lines,
  ].join('\n');
}

/** The anchor that a Markdown heading gets. */
function anchorOf(title) {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function directoriesOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function filesOf(folder, ending) {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch {
    return [];
  }
}

function current(name) {
  try {
    return readFileSync(new URL(name, docs), 'utf8');
  } catch {
    return undefined;
  }
}
