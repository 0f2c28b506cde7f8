import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { api, owner } from '../_harness/admin.ts';
import type { TestApp } from '../_harness/apps.ts';
import { appWithUsers, logIn, logInByKey } from '../api/admin/app-users/app-with-users.ts';
import { docgate, type Outcome } from './run-docgate.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let scratch: string;
let app: TestApp;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'docgate-app-users-'));
  app = await appWithUsers();
});
afterAll(() => rmSync(scratch, { recursive: true }));

const env = {
  DOCGATE_URL: inject('serviceUrl'),
  DOCGATE_PUBLIC_KEY: owner.publicKey,
  DOCGATE_PRIVATE_KEY: owner.privateKey,
};

function run(args: readonly string[], input?: string): Promise<Outcome> {
  return docgate(['app', ...args, '--project', app.groupId], env, input);
}

describe('keys', () => {
  it('are printed once, alone on standard output', async () => {
    const made = await run(['key', 'create', app.appId, 'backend']);
    expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^[A-Za-z0-9]{64}\n$/) as string });
    expect(made.stderr).toContain(`${app.appId}: the key backend (`);
    const value = made.stdout.trim();
    expect((await logInByKey(app, value)).status).toBe(200);
    const list = await run(['key', 'list', app.appId]);
    const id = /^([0-9a-f]{24}) {2}enabled {3}backend$/m.exec(list.stdout)?.[1] ?? '';
    expect(list.stdout + list.stderr).not.toContain(value);
    expect((await run(['key', 'disable', app.appId, id])).stdout).toBe(`${app.appId}: the key backend is disabled.\n`);
    expect((await logInByKey(app, value)).status).toBe(401);
    expect((await run(['key', 'enable', app.appId, id])).stdout).toBe(`${app.appId}: the key backend is enabled.\n`);
    expect((await run(['key', 'delete', app.appId, id])).stdout).toBe(`${app.appId}: the key ${id} is gone.\n`);
    expect((await run(['key', 'delete', app.appId, id])).stderr).toBe('docgate: API key not found\n');
  });

  it('keep the value that devices hold', async () => {
    const argument = await run(['key', 'create', app.appId, 'devices', '--value', 'burnt-into-devices']);
    expect(argument).toMatchObject({ status: 0, stdout: 'burnt-into-devices\n' });
    const piped = await run(['key', 'create', app.appId, 'devices', '--value', '-', '--json'], 'burnt-into-others\n');
    expect([piped.status, JSON.parse(piped.stdout).value]).toEqual([0, 'burnt-into-others']);
    expect((await logInByKey(app, 'burnt-into-others')).status).toBe(200);
    const { json: person } = await api('POST', `${app.path}/users`, { body: { email: 'owner@example.com' } });
    const owned = await run(['key', 'create', app.appId, 'phone', '--value', 'burnt-into-phone', '--user', person.id]);
    expect(owned).toMatchObject({ status: 0, stdout: 'burnt-into-phone\n' });
    expect((await logInByKey(app, 'burnt-into-phone')).json.user_id).toBe(person.id);
    const list = await run(['key', 'list', app.appId, '--user', person.id]);
    expect(list.stdout).toMatch(/^[0-9a-f]{24} {2}enabled {3}phone\n$/);
    const again = await run(['key', 'create', app.appId, 'devices', '--value', 'burnt-into-devices']);
    expect(again).toMatchObject({ status: 1, stderr: 'docgate: There is a key of this value already.\n' });
  });
});

it('users are made with a password as argument or from standard input, switched off and deleted by address', async () => {
  const made = await run(['user', 'create', app.appId, 'ann@example.com', 'secret1']);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const { json } = await logIn(app, 'ann@example.com', 'secret1');
  expect(made.stdout).toBe(`${app.appId}: ann@example.com is the user ${json.user_id}.\n`);
  expect((await run(['user', 'create', app.appId, 'bob@example.com', '-'], 'secret2\n')).status).toBe(0);
  expect((await logIn(app, 'bob@example.com', 'secret2')).status).toBe(200);
  const unasked = await run(['user', 'create', app.appId, 'eve@example.com'], '');
  expect(unasked).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no terminal') as string });
  const taken = await run(['user', 'create', app.appId, 'ann@example.com', 'secret1']);
  expect(taken).toMatchObject({ status: 1, stderr: 'docgate: name already in use\n' });
  await run(['user', 'disable', app.appId, 'ann@example.com']);
  expect((await logIn(app, 'ann@example.com', 'secret1')).json.error_code).toBe('UserDisabled');
  await run(['user', 'enable', app.appId, json.user_id]);
  expect((await logIn(app, 'ann@example.com', 'secret1')).status).toBe(200);
  await run(['user', 'delete', app.appId, 'ann@example.com']);
  const gone = await run(['user', 'delete', app.appId, 'ann@example.com']);
  expect(gone).toMatchObject({ status: 1, stderr: expect.stringContaining('has no user with the address') as string });
});

/** Runs it on a terminal, where each question gets its answer. → all that the terminal shows */
async function onTerminal(args: readonly string[], answers: Record<string, string>): Promise<string> {
  const command = [process.execPath, 'src/main.ts', 'app', ...args, '--project', app.groupId].join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { PATH: process.env['PATH'], ...env } });
  const waiting = new Map(Object.entries(answers));
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    for (const [question, answer] of waiting) {
      if (!shown.includes(question)) continue;
      waiting.delete(question);
      child.stdin.write(`${answer}\r`);
    }
  });
  await once(child, 'close');
  return shown.replaceAll('\r', '');
}

// What `script` takes is another thing elsewhere.
it.skipIf(process.platform !== 'linux')('a password is asked for on a terminal, twice, and not shown', async () => {
  const create = (email: string) => ['user', 'create', app.appId, email];
  const shown = await onTerminal(create('typed@example.com'), { 'Password: ': 'secret3', 'again: ': 'secret3' });
  expect(shown).toMatch(/^Password: \nPassword again: \n.* typed@example\.com is the user \w{24}\.\n$/);
  expect((await logIn(app, 'typed@example.com', 'secret3')).status).toBe(200);
  const other = await onTerminal(create('mistyped@example.com'), { 'Password: ': 'secret3', 'again: ': 'secret4' });
  expect(other).toBe('Password: \nPassword again: \ndocgate: The two are not the same.\n');
});

describe('users who move in', () => {
  let sequence = 0;
  const freshId = () => (Date.now() * 1000 + (sequence += 1)).toString(16).padStart(24, '6');
  const moved = (subject: string) => ({
    _id: { $oid: freshId() },
    identities: [{ id: subject, provider_type: 'custom-token', provider_id: freshId() }],
    data: { name: 'A "quoted" {brace]', note: '\\' },
    creation_date: 1_608_139_533,
  });

  function file(text: string): string {
    const path = join(scratch, `${(sequence += 1)}.json`);
    writeFileSync(path, text);
    return path;
  }

  it('from one JSON object a line, in batches; a second time nothing changes', async () => {
    const users = Array.from({ length: 2100 }, (_, n) => moved(`line-${n}`));
    const path = file(users.map((user) => JSON.stringify(user)).join('\n') + '\n');
    const first = await run(['import-users', app.appId, path]);
    expect(first).toMatchObject({
      status: 0,
      stdout: `${app.appId}: 2100 imported, 0 there already, 0 refused.\n`,
      stderr: [1000, 2000, 2100].map((n) => `${n} users: ${n} imported, 0 there already, 0 refused\n`).join(''),
    });
    expect((await run(['import-users', app.appId, path])).stdout).toBe(
      `${app.appId}: 0 imported, 2100 there already, 0 refused.\n`,
    );
    const { json } = await api('GET', `${app.path}/users/${users[7]?._id.$oid}`);
    expect(json).toMatchObject({ data: users[7]?.data, identities: [{ id: 'line-7' }] });
  });

  it('from a JSON array, also from standard input; who is refused is told, exit 1', async () => {
    const [good, late] = [moved('array-1'), moved('array-2')];
    const mail = { ...moved('array-3'), data: { email: 'moved@example.com' } };
    const byMail = { ...mail, identities: [{ id: freshId(), provider_type: 'local-userpass' }] };
    const text = JSON.stringify([good, { _id: 'x' }, { ...late, identities: good.identities }, byMail], null, 2);
    const outcome = await run(['import-users', app.appId, file(`\ufeff${text}`)]);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout.split('\n')).toEqual([
      expect.stringMatching(/^✗ user 2 \(x\): identities is required; id must match .*\.$/),
      `✗ user 3 (${late._id.$oid}): The identity custom-token:array-1 is the user ${good._id.$oid}'s already.`,
      `${app.appId}: 2 imported, 0 there already, 2 refused.`,
      '1 of the imported log in by e-mail and have to reset their password first.',
      '',
    ]);
    const piped = await run(['import-users', app.appId, '-', '--json'], text);
    expect([piped.status, JSON.parse(piped.stdout)]).toMatchObject([
      1,
      { imported: 0, unchanged: 2, refused: 2, withoutPassword: 0, findings: [{ index: 1 }, { index: 2 }] },
    ]);
  });

  it.each([
    ['cut off', (user: string) => `[${user},\n${user.slice(0, 40)}`, 'after 1 users: the file ends in the middle'],
    ['no list', (user: string) => `${user}\nid,name\n`, 'after 1 users: i stands where an object should begin'],
    ['no JSON', (user: string) => `${user}\n{nothing}`, 'after 1 users: the next one is not JSON'],
  ])('a file that is %s: what comes before is imported', async (what, textOf, message) => {
    const user = moved(`before ${what}`);
    const { status, stdout, stderr } = await run(['import-users', app.appId, file(textOf(JSON.stringify(user)))]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect((await api('GET', `${app.path}/users/${user._id.$oid}`)).status).toBe(200);
  });

  it('no file, an empty one, no app', async () => {
    expect((await run(['import-users', app.appId, '/nowhere'])).stderr).toContain('docgate: /nowhere cannot be read: ');
    expect((await run(['import-users', app.appId, file('[]')])).stderr).toMatch(/holds no users\.\n$/);
    expect((await run(['import-users', 'nobodys-app', file('[]')])).stderr).toContain('There is no app nobodys-app');
  });
});
