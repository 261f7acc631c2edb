// The conventions that matter, as a test: imports go down and never round, only named places touch Node,
// the pinned stack is what it says it is.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerPicture, layers } from './layers.ts';

const root = resolve(import.meta.dirname, '../..');
const src = join(root, 'src');

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'|^import '([^']+)'/gm)].map(
      (match) => match[1] ?? match[2]!,
    );
    const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
    return { path, folder, text, imports };
  });

function target(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return relative(src, resolve(src, dirname(file.path), specifier));
}

describe('imports', () => {
  it('go down only, as the table of layers says', () => {
    const broken = files.flatMap((file) => {
      const row = layers.find(({ folder }) => folder === file.folder);
      if (row === undefined) return file.folder === '' ? [] : [`${file.path}: no such layer`];
      return file.imports.flatMap((specifier) => {
        const path = target(file, specifier);
        if (path === undefined || path.startsWith('..')) return [];
        const folder = path.slice(0, path.indexOf('/'));
        const allowed = folder === file.folder || row.mayImport.includes(folder);
        return allowed ? [] : [`${file.path} imports ${path}`];
      });
    });
    expect(broken).toEqual([]);
  });

  it('make no circle', () => {
    const edges = new Map(
      files.map((file) => [
        file.path,
        file.imports
          .map((specifier) => target(file, specifier))
          .filter((path) => path !== undefined),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path))
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('reach Node only where the table says', () => {
    const broken = files.filter(({ path, folder, text, imports }) => {
      const node = layers.find((row) => row.folder === folder)?.node ?? false;
      if (node === true || path === `${folder}/${node}`) return false;
      return (
        imports.some((specifier) => specifier.startsWith('node:')) ||
        /\b(?:process|console|require)\.|Date\.now\(|new Date\(\)|Math\.random\(/.test(
          withoutComments(text),
        )
      );
    });
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  it('are not gathered in barrels: only entry files export what others wrote', () => {
    const barrels = files.filter(
      ({ folder, text }) => folder !== '' && /^export .* from '/m.test(text),
    );
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

describe('files', () => {
  it('open with a comment that says what they are', () => {
    // A rule says what it is in its own fields.
    const others = files.filter(({ path }) => !path.startsWith('lint/rules/'));
    expect(others.filter(({ text }) => !/^\/[/*]/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('hold one idea: none is longer than 300 lines', () => {
    const long = files.filter(
      ({ path, text }) => !path.includes('.generated.') && text.split('\n').length > 300,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('shows the picture of the table of layers', () => {
    expect(readFileSync(join(root, 'docs/architecture.md'), 'utf8')).toContain(layerPicture());
  });
});

describe('the lockfile', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<
      string,
      {
        hasInstallScript?: boolean;
        license?: string;
        resolved?: string;
        dev?: boolean;
        optional?: boolean;
      }
    >;
  };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('has no package with an install script in the product', () => {
    const scripts = packages.filter(([, entry]) => entry.hasInstallScript && !entry.optional);
    expect(scripts.map(([path]) => path)).toEqual([]);
  });

  it('has no AGPL or GPL package', () => {
    const copyleft = packages.filter(([, { license }]) => /\bA?GPL/.test(license ?? ''));
    expect(copyleft.map(([path]) => path)).toEqual([]);
  });

  it('has no package in the product that NOTICE does not name, with its licence', () => {
    const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
    const shipped = packages
      .filter(([, { dev }]) => !dev)
      .map(([path, { license }]) => ({
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        license,
      }));
    expect(shipped.length).toBeGreaterThan(0);
    const unnamed = shipped.filter(
      ({ name, license }) => !new RegExp(`^${name} +${license} +Copyright`, 'm').test(notice),
    );
    expect(unnamed).toEqual([]);
  });

  it('pins every direct dependency exactly', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
