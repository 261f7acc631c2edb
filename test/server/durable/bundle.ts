// Bundles a program of the tests, so that plain Node runs it as a process of its own.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** A program that Node can run, and how to take it away. */
export interface Program {
  readonly path: string;
  readonly remove: () => void;
}

const root = resolve(import.meta.dirname, '../../..');

/** Bundles a TypeScript file of this folder. npm packages stay outside. */
export async function bundle(name: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-program-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, name),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'program.mjs' } },
    },
  });
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
