// `keyward serve`: an AWS-compatible KMS that enforces, explains and remembers.
import { Command, InvalidArgumentError } from 'commander';
import type { ServeOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { positive, worldOption } from '../options.ts';

/** Defines the command. */
export function serveCommand(io: Io, finish: Finish): Command {
  return new Command('serve')
    .summary('answer the API of AWS KMS over HTTP, as the policies say')
    .description(
      'Answers AWS KMS and AWS STS for SDKs, the AWS CLI and Terraform: each request is authenticated, decided by the policies of the world, run on real keys and recorded; each denial can be explained.',
    )
    .addOption(worldOption())
    .option('--port <port>', 'the port; `0` takes a free one', port, 8766)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--data <folder>', 'keep keys, grants and events there (default: in memory)')
    .option('--store <url>', 'keep them in a database: `postgres://…`')
    .option('--fresh', 'with --data or --store: forget what is there, and begin as the world says')
    .option(
      '--key-file <file>',
      'the key that seals the store (default: keyward.key in the data folder)',
    )
    .option('--rotate-key [file]', 'first seal the store with a new key, in its place or in a file')
    .option('--read-only', 'refuse calls that change anything')
    .option('--export <file>', 'write the world as it is at the end to a world file')
    .option('--export-secrets', 'with --export: key material and secret access keys too')
    .option('--trail <folder>', 'write the record of each call there, as CloudTrail does')
    .option(
      '--soft',
      'let calls run that policies deny, and record that they would have been denied',
    )
    .option(
      '--trust-unsigned',
      'believe requests without a signature; `x-keyward-principal` names the caller',
    )
    .option('--replay-guard', 'refuse a request that an SDK has sent before')
    .option('--max-in-flight <number>', 'how many calls are performed at once', positive, 64)
    .option('--tls-cert <file>', 'the certificate, in PEM')
    .option('--tls-key <file>', 'its private key, in PEM')
    .option('--tls <how>', '`generate`: make a certificate, and print where it is')
    .option('--quiet', 'write no log')
    .addHelpText('after', example)
    .action(async (options: ServeOptions) => {
      const { serve } = await import('../actions/serve.ts');
      finish(await serve(options, io));
    });
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d{1,5}$/.test(value) && number <= 65_535) return number;
  throw new InvalidArgumentError('It is a number from 0 to 65535.');
}

const example = `
Examples:
  keyward serve --world ./aws --data ./keys
  AWS_ENDPOINT_URL_KMS=http://127.0.0.1:8766 aws kms list-keys
  keyward explain-request 6a1b2c3d-0000-4000-8000-000000000000

With --data or --store, KEYWARD_KEY_ENCRYPTION_KEY or KEYWARD_PASSPHRASE may hold the key that seals the store.
The log goes to standard error, one JSON object a line. SIGINT and SIGTERM stop the server.`;
