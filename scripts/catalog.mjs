// `node scripts/catalog.mjs` writes the catalogue's generated files and pages; with `--check` it writes
// nothing and exits with 1 when one of them is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedSources } from './catalog-data.mjs';
import { generatedPages } from './catalog-pages.mjs';

const root = new URL('..', import.meta.url);
const check = process.argv.includes('--check');

// The pages are made of the sources, so the sources come first.
const stale = [...apply(await generatedSources()), ...apply(await generatedPages(root))];
if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}\nrun \`node scripts/catalog.mjs\``);
  process.exitCode = 1;
} else {
  for (const path of stale) console.log(`wrote ${path}`);
}

/** Writes what differs from the files, unless only checking; the paths that differ. */
function apply(files) {
  return Object.entries(files).flatMap(([path, text]) => {
    const file = fileURLToPath(new URL(path, root));
    if (current(file) === text) return [];
    if (!check) writeFileSync(file, text);
    return [path];
  });
}

function current(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
