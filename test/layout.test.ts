/** What is written about the house is so: the picture in CONTRIBUTING.md, the index of guides in README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = (path: string): string => readFileSync(path, 'utf8');
const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** Folders in the picture that are indented so. */
function pictured(indent: string): string[] {
  const [, house = ''] = text('CONTRIBUTING.md').split('```');
  const below = house.slice(house.indexOf('\nsrc/'), house.indexOf('\ntest/'));
  return [...below.matchAll(new RegExp(`^${indent}([\\w-]+)/ `, 'gm'))].map(([, name = '']) => name);
}

test('every room is in the picture, and no other', () => {
  expect(pictured('  ').toSorted()).toEqual(foldersIn('src').toSorted());
  expect(pictured('    ').toSorted()).toEqual(foldersIn('src/api').toSorted());
});

test('README lists every guide', () => {
  const guides = readdirSync('docs').filter((name) => name.endsWith('.md'));
  const readme = text('README.md');
  expect(guides.filter((name) => !readme.includes(`| [docs/${name}](docs/${name}) |`))).toEqual([]);
});
