// `node scripts/kms-api.mjs` writes what is generated from the model of the AWS KMS API: the rows that
// requests are validated by, the types of requests and responses, and a JSON Schema of each request. With
// `--check` it writes nothing and exits with 1 when one of them is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as overlay from './kms-api-overlay.mjs';

const root = new URL('..', import.meta.url);
const model = JSON.parse(readFileSync(new URL('data/kms-api-model.json', import.meta.url), 'utf8'));
const shapes = mergedShapes();
const operations = mergedOperations();
const files = {
  'src/kms/api.generated.ts': apiRows(),
  'src/kms/api-types.generated.ts': apiTypes(),
  'schemas/kms-requests.schema.json': `${JSON.stringify(requestSchema(), null, 2)}\n`,
};

const stale = Object.entries(files).filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(
      `stale: ${stale.map(([path]) => path).join(', ')}\nrun \`node scripts/kms-api.mjs\``,
    );
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of stale) {
    writeFileSync(fileURLToPath(new URL(path, root)), text);
    console.log(`wrote ${path}`);
  }
}

function current(path) {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

function mergedShapes() {
  const merged = { ...model.shapes, ...overlay.shapes };
  for (const [name, added] of Object.entries(overlay.members)) {
    const gained = Object.entries(added).map(([member, shape]) => [member, { shape }]);
    merged[name] = {
      ...merged[name],
      members: { ...merged[name].members, ...Object.fromEntries(gained) },
    };
  }
  for (const [name, dropped] of Object.entries(overlay.optional)) {
    const required = merged[name].required.filter((member) => !dropped.includes(member));
    merged[name] = { ...merged[name], required };
  }
  for (const [name, gained] of Object.entries(overlay.values)) {
    merged[name] = { ...merged[name], enum: [...merged[name].enum, ...gained] };
  }
  for (const [name, more] of Object.entries(overlay.constraints)) {
    merged[name] = { ...merged[name], ...more };
  }
  return merged;
}

function mergedOperations() {
  const listed = Object.entries(model.operations).map(([name, { input, output, errors = [] }]) => [
    name,
    {
      input: input.shape,
      output: output?.shape,
      errors: errors.map(({ shape }) => shape).sort(),
    },
  ]);
  const newer = Object.entries(overlay.operations).map(([name, { errors }]) => [
    name,
    {
      input: `${name}Request`,
      output: `${name}Response`,
      errors: errors.map((error) => `${error}Exception`).sort(),
    },
  ]);
  return Object.fromEntries([...listed, ...newer].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The shapes that are reached from these, in alphabetical order. */
function reached(names) {
  const seen = new Set();
  const visit = (name) => {
    if (name === undefined || seen.has(name)) return;
    seen.add(name);
    const { member, key, value, members = {} } = shapes[name];
    for (const { shape } of [member, key, value, ...Object.values(members)].filter(Boolean)) {
      visit(shape);
    }
  };
  for (const name of names) visit(name);
  return [...seen].sort();
}

function apiRows() {
  const inputs = reached(Object.values(operations).map(({ input }) => input));
  const outputs = reached(Object.values(operations).map(({ output }) => output));
  const all = [...new Set([...inputs, ...outputs])].sort();
  return `${heading('The shapes of requests and responses, and what AWS KMS demands of them')}
import type { ApiShape, OperationApi } from './api-shape.ts';

/** The shapes by name. */
export const apiShapes = {
${all.map((name) => `  ${name}: ${literal(row(name))},`).join('\n')}
} satisfies Readonly<Record<string, ApiShape>>;

/** The operations of the API: what they take and answer, and the errors that the API lists for them. */
export const operationApis = {
${Object.entries(operations)
  .map(([name, api]) => `  ${name}: ${literal(api)},`)
  .join('\n')}
} satisfies Readonly<Record<string, OperationApi>>;
`;
}

function row(name) {
  const { type, min, max, pattern, sensitive, required, members, member, value } = shapes[name];
  const { enum: values } = shapes[name];
  switch (type) {
    case 'structure': {
      const entries = Object.entries(members).map(([field, { shape }]) => [field, shape]);
      return { kind: type, required: required ?? [], members: Object.fromEntries(entries) };
    }
    case 'list':
      return { kind: type, member: member.shape, min, max };
    case 'map':
      return { kind: type, value: value.shape };
    case 'string':
      return {
        kind: type,
        min,
        max,
        pattern,
        enum: overlay.printedValues[name] ?? values,
        sensitive,
      };
    case 'blob':
      return { kind: type, min, max, sensitive };
    default:
      return { kind: type, min, max };
  }
}

function apiTypes() {
  const names = reached(Object.values(operations).flatMap(({ input, output }) => [input, output]));
  const declared = names.filter(
    (name) => ['structure'].includes(shapes[name].type) || shapes[name].enum,
  );
  const entries = (field) =>
    Object.entries(operations)
      .map(([name, api]) => `  readonly ${name}: ${api[field] ?? 'Nothing'};`)
      .join('\n');
  return `${heading('The types of requests and responses. Blobs are bytes, timestamps are dates')}

/** The name of an operation of the API. */
export type OperationName = keyof OperationInputs;

/** What each operation takes. */
export interface OperationInputs {
${entries('input')}
}

/** What each operation answers. */
export interface OperationOutputs {
${entries('output')}
}

/** The answer of an operation that answers nothing. */
export type Nothing = Readonly<Record<string, never>>;

${declared.map(declaration).join('\n\n')}
`;
}

function declaration(name) {
  const { enum: values, members, required = [] } = shapes[name];
  const page = `https://docs.aws.amazon.com/kms/latest/APIReference/API_${name.replace(/(Request|Response)$/, '')}.html`;
  if (values) {
    const union = values.map((value) => `'${value}'`).join(' | ');
    return `/** The values of \`${name}\`. */\nexport type ${name} = ${union};`;
  }
  const fields = Object.entries(members).map(
    ([field, { shape }]) =>
      `  readonly ${field}${required.includes(field) ? '' : '?'}: ${typeOf(shape)};`,
  );
  if (fields.length === 0) return `/** ${page} */\nexport type ${name} = Nothing;`;
  return `/** ${page} */\nexport interface ${name} {\n${fields.join('\n')}\n}`;
}

function typeOf(name) {
  const { type, enum: values, member, value } = shapes[name];
  switch (type) {
    case 'structure':
      return name;
    case 'list':
      return `readonly ${typeOf(member.shape)}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(value.shape)}>>`;
    case 'string':
      return values ? name : 'string';
    case 'blob':
      return 'Uint8Array';
    case 'timestamp':
      return 'Date';
    default:
      return { boolean: 'boolean', integer: 'number' }[type];
  }
}

/** Each request as \`#/$defs/NAME\`, in the JSON of scenarios: blobs in base64, times as epoch seconds. */
function requestSchema() {
  const inputs = reached(Object.values(operations).map(({ input }) => input));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'kms-requests.schema.json',
    title: 'The requests of the AWS KMS API, each by the name of its structure in $defs',
    $defs: Object.fromEntries(inputs.map((name) => [name, schemaOf(name)])),
  };
}

function schemaOf(name) {
  const { type, min, max, pattern, required = [], members, member, value } = shapes[name];
  const ref = (shape) => ({ $ref: `#/$defs/${shape}` });
  switch (type) {
    case 'structure':
      return clean({
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(members).map(([field, { shape }]) => [field, ref(shape)]),
        ),
        required: required.length > 0 ? required : undefined,
        additionalProperties: false,
      });
    case 'list':
      return clean({ type: 'array', items: ref(member.shape), minItems: min, maxItems: max });
    case 'map':
      return { type: 'object', additionalProperties: ref(value.shape) };
    case 'string':
      return clean({
        type: 'string',
        enum: shapes[name].enum,
        minLength: min,
        maxLength: max,
        pattern: pattern && whole(pattern),
      });
    case 'blob':
      return { type: 'string', contentEncoding: 'base64' };
    case 'timestamp':
      return { type: ['number', 'string'] };
    case 'boolean':
      return { type: 'boolean' };
    default:
      return clean({ type: 'integer', minimum: min, maximum: max });
  }
}

/** AWS matches a pattern against the whole value. \`\\p{ASCII}\` is the same in both dialects. */
function whole(pattern) {
  return `^(?:${pattern})$`;
}

function heading(what) {
  return `// Generated by \`node scripts/kms-api.mjs\` from the service model of AWS KMS (Apache-2.0). Do not edit;
// what is newer than the model stands in scripts/kms-api-overlay.mjs.
// ${what}.`;
}

function clean(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** A JavaScript literal; patterns become regular expressions that match whole values. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object') return typeof value === 'string' ? quote(value) : String(value);
  const fields = Object.entries(clean(value)).flatMap(([key, entry]) => {
    if (key !== 'pattern') return [`${key}: ${literal(entry)}`];
    return [`pattern: ${quote(entry)}`, `test: new RegExp(${quote(whole(entry))}, 'u')`];
  });
  return `{ ${fields.join(', ')} }`;
}

function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
