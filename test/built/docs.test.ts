// The documents, executed: every console block is run and compared, every ts block runs, every link leads somewhere.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../scenario/files.ts';

const root = resolve(import.meta.dirname, '../..');
const documents = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  for (const [command, expected] of consoleBlocks(text)) {
    it(`shows what \`${command}\` prints`, () => {
      const [, ...args] = command.split(' ');
      const { stdout } = spawnSync('node', ['dist/keyward.js', ...args], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(pieces(expected).reduce((rest, piece) => past(rest, piece), stdout)).toBeDefined();
    });
  }

  for (const [index, code] of programs(text).entries()) {
    it(`has a working example ${index + 1}`, () => {
      const folder = folderOf({ 'example.mjs': code });
      const modules = join(folder, 'node_modules');
      execFileSync('mkdir', [modules]);
      symlinkSync(root, join(modules, 'keyward'));
      const { stdout, stderr } = spawnSync('node', ['example.mjs'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, line]) => line!);
      expect(said.reduce((rest, line) => past(rest, line), stdout)).toBeDefined();
    });
  }

  it('has no dead link', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('api/'))
    .map((path) => join(folder, path));
}

/** The programs of a document. A block that says `ts continued` goes on with the one before it. */
function programs(text: string): string[] {
  const found: string[] = [];
  for (const [, continued, code] of text.matchAll(/^```ts( continued)?\n([\s\S]*?)^```/gm)) {
    if (continued === undefined) found.push(code!);
    else found.push(`${found.pop() ?? ''}${code}`);
  }
  return found;
}

function blocks(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...text.matchAll(fence)].map(([, block]) => block!);
}

function consoleBlocks(text: string): [command: string, output: string][] {
  return blocks(text, 'console').map((block) => {
    const [first, ...rest] = block.split('\n');
    return [first!.replace(/^\$ /, ''), rest.join('\n')];
  });
}

/** The stretches of an expected output between lines of `…`. */
function pieces(expected: string): string[] {
  return expected.split(/^…\n/m).filter((piece) => piece.trim() !== '');
}

function past(text: string, piece: string): string {
  const at = text.indexOf(piece);
  expect(at, `the output should go on with:\n${piece}\nbut is:\n${text}`).toBeGreaterThanOrEqual(0);
  return text.slice(at + piece.length);
}
