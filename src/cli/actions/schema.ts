// Lists the schemas, or prints one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../server/package-root.ts';
import { didYouMeanHint } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

const ending = '.schema.json';

/** Prints the named schema, or the list of them. */
export function schema(name: string | undefined, io: Io): number {
  const folder = join(packageRoot(), 'schemas');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
  if (name === undefined) {
    const width = Math.max(...names.map(({ length }) => length));
    for (const entry of names) {
      io.stdout(`${entry.padEnd(width)}  ${titleOf(join(folder, entry + ending))}\n`);
    }
    return exitCodes.good;
  }
  const wanted = name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  if (!names.includes(wanted)) {
    const hint = didYouMeanHint(wanted, names) || `; there are ${names.join(', ')}`;
    throw new UsageError(`there is no schema ${quoted(name)}${hint}`);
  }
  io.stdout(readFileSync(join(folder, wanted + ending), 'utf8'));
  return exitCodes.good;
}

function titleOf(path: string): string {
  return (JSON.parse(readFileSync(path, 'utf8')) as { title?: string }).title ?? '';
}
