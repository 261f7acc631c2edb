// The built library. KEYWARD_DIST names another build, to compare two.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const home = process.env.KEYWARD_DIST ?? resolve(import.meta.dirname, '../../dist');

/** Imports a module of the build: `index.js`, `engine/glob.js`. */
export function keyward(path) {
  return import(pathToFileURL(resolve(home, 'src', path)).href);
}
