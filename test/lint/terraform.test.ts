// Plans: what was read of each, with the words of the file at every place.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/lint/read-file.ts';
import { describeReading } from './readings.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/lint/plans');
const files = readdirSync(folder).filter((name) => /\.(json)$/.test(name));

describe('plans', () => {
  it.each(files)('%s is read as recorded', async (name) => {
    const text = readFileSync(resolve(folder, name), 'utf8');
    const read = readFile({ file: name, text });
    await expect(describeReading(read)).toMatchFileSnapshot(`${folder}/${name}.read.txt`);
  });
});
