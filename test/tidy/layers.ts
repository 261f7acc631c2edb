// The import law: what each folder of src may import besides itself. The picture in docs/architecture.md
// is printed from this table.

/** One folder: what it is for, and which folders it may import, type imports included. */
export interface LayerRow {
  readonly folder: string;
  readonly purpose: string;
  readonly mayImport: readonly string[];
  /** Whether the folder may use `node:` modules; or the one file of it that may. */
  readonly node: boolean | string;
}

/** From the ground up. */
export const layers: readonly LayerRow[] = [
  { folder: 'model', purpose: 'the nouns', mayImport: [], node: false },
  {
    folder: 'syntax',
    purpose: 'JSON and YAML with positions, diagnostics',
    mayImport: ['model'],
    node: false,
  },
  { folder: 'crypto', purpose: 'cryptography: bytes in, bytes out', mayImport: [], node: true },
  { folder: 'catalog', purpose: 'AWS facts as rows', mayImport: ['model'], node: false },
  {
    folder: 'policy',
    purpose: 'policy documents of every type',
    mayImport: ['catalog', 'syntax', 'model'],
    node: false,
  },
  {
    folder: 'engine',
    purpose: 'compile, decide, trace',
    mayImport: ['policy', 'catalog', 'syntax', 'model'],
    node: false,
  },
  {
    folder: 'explain',
    purpose: 'sentences and verified fixes',
    mayImport: ['engine', 'policy', 'catalog', 'syntax', 'model'],
    node: false,
  },
  {
    folder: 'world',
    purpose: 'accounts, principals and keys, and requests asked of them',
    mayImport: ['engine', 'policy', 'catalog', 'syntax', 'model'],
    node: 'load.ts',
  },
  {
    folder: 'kms',
    purpose: 'the operations of the API on real keys: one pipeline, a row each',
    mayImport: ['world', 'explain', 'engine', 'policy', 'catalog', 'syntax', 'model', 'crypto'],
    node: true,
  },
  {
    folder: 'scenario',
    purpose: 'policy tests: parse, run, report',
    mayImport: [
      'kms',
      'crypto',
      'world',
      'explain',
      'engine',
      'policy',
      'catalog',
      'syntax',
      'model',
    ],
    node: 'load.ts',
  },
  {
    folder: 'lint',
    purpose: 'rules over policies, templates and plans; each finding has its proof',
    mayImport: ['world', 'explain', 'engine', 'policy', 'catalog', 'syntax', 'model'],
    node: false,
  },
  {
    folder: 'why',
    purpose: 'trails and error texts: requests again, answers, replay',
    mayImport: ['kms', 'world', 'explain', 'engine', 'policy', 'catalog', 'syntax', 'model'],
    node: true,
  },
  {
    folder: 'server',
    purpose: 'AWS JSON 1.1 over HTTP, signatures, STS, a durable store',
    mayImport: [
      'why',
      'kms',
      'crypto',
      'world',
      'explain',
      'engine',
      'policy',
      'catalog',
      'syntax',
      'model',
    ],
    node: true,
  },
  {
    folder: 'cli',
    purpose: 'the command line',
    mayImport: [
      'server',
      'why',
      'lint',
      'kms',
      'scenario',
      'world',
      'explain',
      'engine',
      'policy',
      'catalog',
      'syntax',
      'model',
    ],
    node: true,
  },
];

/** The picture of the layers, top first, as docs/architecture.md shows it. */
export function layerPicture(): string {
  const rows = [...layers].reverse();
  const width = Math.max(...rows.map(({ folder }) => folder.length));
  const purposes = Math.max(...rows.map(({ purpose }) => purpose.length));
  return rows
    .map(({ folder, purpose, mayImport }) =>
      `${folder.padEnd(width)}  ${purpose.padEnd(purposes)}  [${mayImport.join(' ')}]`.trimEnd(),
    )
    .join('\n');
}
