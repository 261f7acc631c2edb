// Requests as three independent signers make them: the SDK's client, Smithy's signer alone, and aws4.
import { createHash, createHmac } from 'node:crypto';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import { now, secrets } from './identity-world.ts';
import type { SentRequest } from './sent-request.ts';

/** Who signs. */
export interface SignWith {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What is signed, where it is not the usual Decrypt of alice. */
export interface Signing {
  readonly credentials?: SignWith;
  readonly body?: string;
  readonly at?: Date;
  readonly service?: string;
  readonly region?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

export type Signer = (signing?: Signing) => Promise<SentRequest>;

const host = 'localhost:4599';
const target = 'TrentService.Decrypt';
const kmsHeaders = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
const decrypt = '{"CiphertextBlob":"AQIDBA=="}';

/** The signers of the header form, by name. */
export const signers: Readonly<Record<string, Signer>> = {
  '@smithy/signature-v4': smithySign,
  aws4: aws4Sign,
  '@aws-sdk/client-kms': sdkSign,
};

class NodeSha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytesOf(data));
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function smithy({ credentials = secrets.alice, service = 'kms', region = 'us-east-1' }: Signing) {
  return new SignatureV4({
    credentials,
    service,
    region,
    sha256: NodeSha256,
    applyChecksum: false,
  });
}

function smithyRequest({
  body = decrypt,
  headers = kmsHeaders,
  query = {},
  method = 'POST',
}: Signing) {
  return {
    method,
    protocol: 'http:',
    hostname: 'localhost',
    port: 4599,
    path: '/',
    query: { ...query },
    headers: { host, ...headers },
    body,
  };
}

/** Smithy's signer. */
export async function smithySign(signing: Signing = {}): Promise<SentRequest> {
  const request = smithyRequest(signing);
  const signed = await smithy(signing).sign(request, { signingDate: signing.at ?? now });
  return sent('POST', urlOf(signing.query ?? {}), signed.headers, request.body);
}

/** Smithy's signer, as a presigned request. */
export async function smithyPresign(signing: Signing & { seconds?: number } = {}) {
  const request = smithyRequest(signing);
  const signed = await smithy(signing).presign(request, {
    signingDate: signing.at ?? now,
    expiresIn: signing.seconds ?? 60,
    unhoistableHeaders: new Set(['x-amz-target']),
  });
  const query = signed.query as Record<string, string>;
  return sent(request.method, urlOf(query), signed.headers, request.body);
}

/** aws4. */
export async function aws4Sign(signing: Signing = {}): Promise<SentRequest> {
  const { credentials = secrets.alice, body = decrypt, headers = kmsHeaders } = signing;
  const time = (signing.at ?? now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const request = {
    host,
    path: urlOf(signing.query ?? {}),
    method: 'POST',
    service: signing.service ?? 'kms',
    region: signing.region ?? 'us-east-1',
    body,
    headers: { ...headers, 'X-Amz-Date': time },
  };
  const signed = aws4.sign(request, { ...credentials });
  return sent('POST', signed.path, signed.headers, body);
}

/** The SDK's own client: what it would send. */
export async function sdkSign(signing: Signing = {}): Promise<SentRequest> {
  const { credentials = secrets.alice, region = 'us-east-1' } = signing;
  let captured: SentRequest | undefined;
  const client = new KMSClient({
    region,
    endpoint: `http://${host}`,
    credentials: { ...credentials },
    systemClockOffset: (signing.at ?? now).getTime() - Date.now(),
    maxAttempts: 1,
    requestHandler: {
      async handle(request: {
        method: string;
        headers: Record<string, string>;
        body: string | Uint8Array;
      }) {
        captured = sent(request.method, '/', request.headers, request.body);
        throw new Error('captured');
      },
    } as never,
  });
  await client
    .send(new DecryptCommand({ CiphertextBlob: Buffer.from(signing.body ?? 'blob') }))
    .catch(() => {});
  return captured!;
}

/** A request out of its parts. */
export function sent(
  method: string,
  url: string,
  headers: Readonly<Record<string, string | number>>,
  body: string | Uint8Array,
): SentRequest {
  const all = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  const bytes = typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body);
  return { method, url, headers: all, body: bytes };
}

/** `/` with a query. */
export function urlOf(query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return parts.length === 0 ? '/' : `/?${parts.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
