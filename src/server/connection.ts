// What the connection of a request says: the facts that no client can make up.
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Tls } from './call-meta.ts';
import { type HttpRequest, headersOf } from './http-request.ts';

/** Where a request came from. */
export interface Connection {
  /** Without the prefix of an IPv4 address that came over an IPv6 socket. */
  readonly address: string;
  readonly tls?: Tls | undefined;
}

/** The request as its signature sees it: path and headers as they were sent. */
export function httpRequestOf(message: IncomingMessage, body: Uint8Array): HttpRequest {
  const { rawHeaders, method = '', url = '' } = message;
  return { method, url, headers: headersOf(rawHeaders), body };
}

/** Where a message came from. */
export function connectionOf(message: IncomingMessage): Connection {
  const { socket } = message;
  const { remoteAddress = '' } = socket;
  const address = /^::ffff:\d+\./.test(remoteAddress) ? remoteAddress.slice(7) : remoteAddress;
  if (!('encrypted' in socket)) return { address };
  const secure = socket as TLSSocket;
  const tls = {
    version: secure.getProtocol() ?? '',
    cipherSuite: secure.getCipher().standardName,
    host: message.headers.host ?? '',
  };
  return { address, tls };
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}
