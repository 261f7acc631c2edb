// Finds the package's own files (schemas, version), in the bundle and in the sources alike.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the package: the nearest one above this file that holds `schemas`. */
export function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!(existsSync(join(directory, 'schemas')) && existsSync(join(directory, 'package.json')))) {
    const above = dirname(directory);
    if (above === directory) throw new Error('the package is incomplete: it has no `schemas`');
    directory = above;
  }
  return directory;
}

/** The package's version. */
export function packageVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
