// What the tests of the server stand on: a world whose callers have access keys, servers that are stopped after each
// test, and signed requests over real sockets.

import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { onTestFinished } from 'vitest';
import type { TrailRecord } from '../../src/model/trail-record.ts';
import { createServer, type RunningServer, type ServerOptions } from '../../src/server.ts';
import { parseWorld } from '../../src/world/parse.ts';
import type { World } from '../../src/world/world.ts';

/** The accounts: alice may do everything in hers, bob nothing; carol is in the other one. */
export const home = '111122223333';
export const other = '444455556666';
export const region = 'us-east-1';
export const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const keyArn = `arn:aws:kms:${region}:${home}:key/${keyId}`;

/** An access key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const alice: AccessKey = {
  accessKeyId: 'AKIAALICEALICE000001',
  secretAccessKey: 'alices-secret-0001',
};
export const bob: AccessKey = {
  accessKeyId: 'AKIABOBBOBBOB0000001',
  secretAccessKey: 'bobs-secret-0001',
};
export const carol: AccessKey = {
  accessKeyId: 'AKIACAROLCAROL000001',
  secretAccessKey: 'carols-secret-0001',
};

const everything = `[{ name: everything, document: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } }]`;
const keys = ({ accessKeyId, secretAccessKey }: AccessKey) =>
  `accessKeys: [{ id: ${accessKeyId}, secret: ${secretAccessKey} }]`;

/** What a world of the tests has beside its callers, in YAML. */
export interface WorldParts {
  /** The keys of the home account. */
  readonly keys?: string;
  /** More fields of alice. */
  readonly mfa?: string;
  /** The role Engineering. */
  readonly role?: string;
  /** The sessions of the home account. */
  readonly sessions?: string;
  /** The VPC endpoints of the home account. */
  readonly vpcEndpoints?: string;
  /** Who may state facts, by ARN. */
  readonly allowedCallers?: readonly string[];
}

/** The world file of the tests. */
export function worldText(parts: WorldParts = {}): string {
  const { role = '{}', mfa, allowedCallers = [] } = parts;
  return `
region: ${region}
accounts:
  '${home}':
    users:
      alice: { policies: ${everything}, ${keys(alice)}${mfa === undefined ? '' : `, ${mfa}`} }
      bob: { ${keys(bob)} }
    roles:
      Engineering: ${role}
    keys: ${parts.keys ?? `[{ id: ${keyId}, aliases: [alias/app] }]`}
    sessions: ${parts.sessions ?? '[]'}
    vpcEndpoints: ${parts.vpcEndpoints ?? '{}'}
    simulation: { allowedCallers: ${JSON.stringify(allowedCallers)} }
  '${other}':
    users:
      carol: { policies: ${everything}, ${keys(carol)} }
`;
}

/** The world of the tests. */
export function serverWorld(parts: WorldParts = {}): World {
  const { world, diagnostics } = parseWorld(worldText(parts));
  if (!world) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return world;
}

/** A server that is stopped when the test ends. */
export async function start(
  options: ServerOptions = {},
  world = serverWorld(),
): Promise<RunningServer> {
  const server = await createServer(world, options);
  onTestFinished(() => server.close());
  return server;
}

/** An answer, read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; an empty object where there is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A call of AWS KMS, signed. */
export async function call(
  url: string,
  key: AccessKey,
  operation: string,
  parameters: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return send(url, key, JSON.stringify(parameters), {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${operation}`,
    ...headers,
  });
}

/** A call of AWS STS as a form, signed. */
export async function callSts(
  url: string,
  key: AccessKey,
  parameters: Readonly<Record<string, string>>,
): Promise<Answered> {
  const body = new URLSearchParams({ Version: '2011-06-15', ...parameters }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const headers = await sign(url, key, body, type, 'POST', '/', 'sts');
  return answered(await fetch(url, { method: 'POST', headers, body }));
}

/** The credentials in an answer of AWS STS. */
export function credentialsIn({ text }: Answered): AccessKey & { readonly sessionToken: string } {
  const of = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1] ?? '';
  return {
    accessKeyId: of('AccessKeyId'),
    secretAccessKey: of('SecretAccessKey'),
    sessionToken: of('SessionToken'),
  };
}

/** The records in the folder of a trail. */
export function recordsIn(folder: string): readonly TrailRecord[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as TrailRecord);
}

/** A signed request with any body. */
export async function send(
  url: string,
  key: AccessKey,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  more: { readonly method?: string; readonly path?: string } = {},
): Promise<Answered> {
  const { method = 'POST', path = '/' } = more;
  const signed = await sign(url, key, body, headers, method, path);
  return answered(
    await fetch(`${url}${path}`, {
      method,
      headers: signed,
      ...(method === 'GET' ? {} : { body: body as string }),
    }),
  );
}

/** The headers of a request with its signature. */
export async function sign(
  url: string,
  credentials: AccessKey,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  method = 'POST',
  path = '/',
  service = 'kms',
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 as never });
  const { host, hostname, protocol, port } = new URL(url);
  const signed = await signer.sign({
    method,
    protocol,
    hostname,
    port: Number(port),
    path,
    headers: { host, ...headers },
    body,
  } as never);
  return (signed as unknown as { headers: Record<string, string> }).headers;
}

/** Reads a response whole. */
export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  let json = {};
  try {
    json = JSON.parse(text);
  } catch {
    // An empty body, or no JSON.
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** The hash that signers take. */
export class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
