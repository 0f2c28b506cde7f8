/** What the guides tell people to type is there: commands, arguments and options. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { program } from '../../../src/cli/command-line.ts';

const guides = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);
const commands = guides.flatMap((path) => commandsIn(readFileSync(path, 'utf8')).map((line) => [path, line] as const));

/** The lines of shell blocks that begin with `docgate`, and those of tables between backticks. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block.replaceAll('\\\n', ' '));
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('docgate '));
  const inTables = [...text.matchAll(/`(docgate app [a-z-]+ my-app[^`]*)`/g)].map(([, line = '']) => line);
  return [...lines, ...inTables];
}

/** As a shell would part it, without what comes from elsewhere. */
function wordsOf(line: string): string[] {
  const plain = line.replace(/(^|\s)#.*$/, '').replace(/\s<\s*\S+/, '');
  return [...plain.matchAll(/'[^']*'|"[^"]*"|\S+/g)].map(([word]) => word).slice(1);
}

function commandOf(words: string[]): Command {
  let command = program();
  for (let next = find(command, words[0]); next !== undefined; next = find(command, words[0])) {
    command = next;
    words.shift();
  }
  return command;
}

function find(command: Command, name: string | undefined): Command | undefined {
  return command.commands.find((one) => one.name() === name);
}

test.each(commands)('%s: %s', (_path, line) => {
  const words = wordsOf(line);
  const command = commandOf(words);
  const given: string[] = [];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!/^-./.test(word)) {
      given.push(word);
      continue;
    }
    const option = command.options.find(({ long, short }) => [long, short].includes(word?.split('=')[0]));
    expect([word, option]).toEqual([word, expect.anything()]);
    if (option?.required === true && !word.includes('=')) expect(words.shift()).toMatch(/^[^-]|^-$/);
  }
  expect(command.commands).toEqual([]);
  const least = command.registeredArguments.filter(({ required }) => required).length;
  expect(given.length).toBeGreaterThanOrEqual(least);
  expect(given.length).toBeLessThanOrEqual(command.registeredArguments.length);
});

test('the guide to moving in has commands at all', () => {
  expect(commands.filter(([path]) => path.includes('migrating')).length).toBeGreaterThan(10);
});
