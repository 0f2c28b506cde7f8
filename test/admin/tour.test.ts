/** The tour of docs/admin-api.md: what the guide promises is what curl prints. */
import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { isAsPromised, readTour, runStep } from '../../scripts/readme-tour.ts';
import { owner } from '../_harness/admin.ts';

const tour = readTour(await readFile('docs/admin-api.md', 'utf8'));
const env = { API: `${inject('serviceUrl')}/api/public/v1.0`, KEY: `${owner.publicKey}:${owner.privateKey}` };

test('the guide has a tour', () => {
  expect(tour.length).toBeGreaterThan(10);
});

// In order: a step finds what those before it have made.
test.each(tour.map((step) => [step.command.trim().replaceAll('\n', '; '), step] as const))('%s', async (_, step) => {
  const answer = await runStep(step, env);
  expect({ answer, asPromised: isAsPromised(step, answer) }).toMatchObject({ asPromised: true });
});
