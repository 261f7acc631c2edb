// Who may use what is Keyward's own on a server: a client on this machine that asks for it by a name of this machine,
// or whoever signs. A page in a browser can reach 127.0.0.1 too: by a name that its owner points there, or from
// another origin. The Host and Origin headers tell.
import type { IncomingMessage } from 'node:http';
import { type AwsError, clientError } from './aws-error.ts';
import { connectionOf, httpRequestOf, isLoopback } from './connection.ts';
import type { Serving } from './serving.ts';

/** Why a request may not use it; undefined when it may. */
export async function refuseStranger(
  { authenticate }: Serving,
  message: IncomingMessage,
  body: Uint8Array,
): Promise<AwsError | undefined> {
  const { origin, host } = message.headers;
  if (origin !== undefined && !isLocalName(hostOf(origin))) {
    return clientError(
      'AccessDeniedException',
      'Pages of other origins may not use this server.',
      403,
    );
  }
  if (isLoopback(connectionOf(message).address) && isLocalName(hostOf(`http://${host}`))) {
    return undefined;
  }
  const authenticated = await authenticate(httpRequestOf(message, body), 'kms');
  if (authenticated.kind === 'signed' && !authenticated.unsigned) return undefined;
  return clientError(
    'AccessDeniedException',
    "This is for clients on the server's own machine (by the name `localhost` or a loopback address), or for signed requests.",
    403,
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(name);
}
