// `keyward explain-request`: asks a running server why it answered a call as it did.
import { Argument, Command } from 'commander';
import type { ExplainRequestOptions } from '../command-options.ts';
import type { Finish, Io } from '../io.ts';
import { formatOption } from '../options.ts';

/** Defines the command. */
export function explainRequestCommand(io: Io, finish: Finish): Command {
  return new Command('explain-request')
    .summary('explain a call that `keyward serve` answered')
    .description(
      'Asks a running `keyward serve` for a call by its request id, and explains how it was decided.',
    )
    .addArgument(new Argument('<id>', 'the request id: `x-amzn-RequestId`, `RequestId` in SDKs'))
    .option('--url <url>', 'where the server is', 'http://127.0.0.1:8766')
    .option('--ca <file>', 'the certificate to trust, for a server with --tls')
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', example)
    .action(async (id: string, options: ExplainRequestOptions) => {
      const { explainRequest } = await import('../actions/explain-request.ts');
      finish(await explainRequest(id, options, io));
    });
}

const example = `
Example:
  keyward explain-request 6a1b2c3d-0000-4000-8000-000000000000

Exit codes: 0 the call was allowed, 1 it was denied or failed, 2 called wrongly, 3 the server does not know it or does not answer`;
