// The OpenAPI 3.1 description of what is below `/_keyward`. Its schemas are those of the package's `schemas` folder,
// whose dialect is that of OpenAPI 3.1, with their references turned to where they stand here.
// https://spec.openapis.org/oas/v3.1.1.html
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, packageVersion } from './package-root.ts';

const schemaFiles = [
  'simulate-request',
  'simulation',
  'explanation',
  'explained-request',
  'test-report',
] as const;

/** The description, as a JSON value. */
export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyward',
      version: packageVersion(),
      description:
        'What `keyward serve` answers beside the APIs of AWS: for clients on its own machine, and for signed requests.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths: {
      '/_keyward/health': { get: operation('Whether the process answers.', json(status)) },
      '/_keyward/ready': {
        get: operation('Whether calls can be performed.', json(status), { 503: json(status) }),
      },
      '/_keyward/metrics': {
        get: operation('Metrics in the text format of Prometheus.', {
          description: 'The metrics.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        }),
      },
      '/_keyward/requests/{id}': {
        get: {
          ...operation('Explains a call.', json(reference('explained-request')), {
            404: json(reference('error')),
          }),
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              description: 'The `x-amzn-RequestId` of the answer.',
              schema: { type: 'string' },
            },
          ],
        },
      },
      '/_keyward/simulate': {
        post: {
          ...operation('Says what would happen to a request.', json(reference('simulation'))),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: reference('simulate-request') } },
          },
        },
      },
    },
    components: {
      schemas: {
        ...Object.fromEntries(schemaFiles.map((name) => [name, schemaOf(name)])),
        error: {
          type: 'object',
          required: ['__type'],
          properties: { __type: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  };
}

const status = {
  type: 'object',
  required: ['status'],
  properties: { status: { enum: ['ok', 'ready', 'not ready'] } },
};

function operation(summary: string, good: object, others: Readonly<Record<number, object>> = {}) {
  const operationId = summary
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, '');
  return {
    operationId,
    summary,
    responses: { 200: good, ...others, 403: json(reference('error')) },
  };
}

function json(schema: object): object {
  return { description: 'The answer.', content: { 'application/json': { schema } } };
}

function reference(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function schemaOf(name: string): object {
  const text = readFileSync(join(packageRoot(), 'schemas', `${name}.schema.json`), 'utf8');
  const {
    $schema: _,
    $id: __,
    ...schema
  } = JSON.parse(text, (key, value) =>
    key === '$ref' && typeof value === 'string' ? moved(value, name) : value,
  ) as { $schema?: string; $id?: string };
  return schema;
}

/** `#/$defs/x`, `other.schema.json` and `other.schema.json#/$defs/x`, from inside this document. */
function moved(target: string, from: string): string {
  const [file, pointer = ''] = target.split('#');
  const name = file === '' ? from : file!.replace(/\.schema\.json$/, '');
  return `#/components/schemas/${name}${pointer}`;
}
