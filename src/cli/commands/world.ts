// `keyward world`: what is there to decide with, what is missing, and how to collect it.
import { Argument, Command } from 'commander';
import type { Finish, Io } from '../io.ts';
import { formatOption } from '../options.ts';

/** Defines the command and its three commands. */
export function worldCommand(io: Io, finish: Finish): Command {
  return new Command('world')
    .summary('show, collect or redact what requests are decided with')
    .description(
      'A world is what requests are decided with: accounts, principals, keys and their policies.',
    )
    .addCommand(showCommand(io, finish))
    .addCommand(scriptCommand(io, finish))
    .addCommand(redactCommand(io, finish));
}

function showCommand(io: Io, finish: Finish): Command {
  return new Command('show')
    .summary('say what each file was taken for, and what is missing')
    .description(
      'Reads a world and says what each file was taken for, what it holds and what is missing.',
    )
    .addArgument(
      new Argument('[paths...]', 'world files and folders').default(['.'], 'the current folder'),
    )
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', '\nExample:\n  keyward world show ./aws')
    .action(async (paths: readonly string[], options: { format: 'text' | 'json' }) => {
      const { worldShow } = await import('../actions/world-show.ts');
      finish(await worldShow(paths, options, io));
    });
}

function scriptCommand(io: Io, finish: Finish): Command {
  return new Command('script')
    .summary('print the read-only AWS commands that collect a world')
    .description(
      'Prints a shell script of read-only AWS CLI commands that write a world into a folder.',
    )
    .addHelpText('after', '\nExample:\n  keyward world script > collect.sh && sh collect.sh')
    .action(async () => {
      const { worldScript } = await import('../actions/world-script.ts');
      finish(worldScript(io));
    });
}

function redactCommand(io: Io, finish: Finish): Command {
  return new Command('redact')
    .summary('replace names and ids, so that a world can be shown to others')
    .description(
      'Prints files with accounts, names and ids replaced, the same one always by the same replacement.',
    )
    .addArgument(new Argument('<path>', 'a file, a folder, or `-` for standard input'))
    .option('--out <path>', 'write there; a folder needs it')
    .addHelpText('after', '\nExample:\n  keyward world redact ./aws --out ./aws-redacted')
    .action(async (path: string, options: { out?: string }) => {
      const { worldRedact } = await import('../actions/world-redact.ts');
      finish(await worldRedact(path, options, io));
    });
}
