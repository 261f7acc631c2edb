// `keyward schema`: the JSON Schemas of files and outputs.
import { Argument, Command } from 'commander';
import type { Finish, Io } from '../io.ts';

/** Defines the command. */
export function schemaCommand(io: Io, finish: Finish): Command {
  return new Command('schema')
    .summary('print a JSON Schema')
    .description(
      'Prints the JSON Schema of a file format or an output; without a name, lists them.',
    )
    .addArgument(new Argument('[name]', 'the name of a schema: `scenario`'))
    .addHelpText('after', '\nExample:\n  keyward schema scenario > scenario.schema.json')
    .action(async (name: string | undefined) => {
      const { schema } = await import('../actions/schema.ts');
      finish(schema(name, io));
    });
}
