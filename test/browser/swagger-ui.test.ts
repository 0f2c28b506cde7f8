import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { api } from '../_harness/admin.ts';
import { deployApp } from '../_harness/apps.ts';
import { call, freshCollection } from '../_harness/client.ts';
import { exampleFiles } from '../_harness/example.ts';
import { users } from '../_harness/mounts.ts';

function findBrowser(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const executablePath = findBrowser();
if (executablePath === undefined)
  console.warn('browser test skipped: no Chromium on the PATH (apt-get install -y chromium)');

describe.skipIf(executablePath === undefined)('Swagger UI in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath as string,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on(
      'request',
      (request) =>
        !/^(data|blob):/.test(request.url()) &&
        !request.url().startsWith(inject('serviceUrl')) &&
        elsewhere.push(request.url()),
    );
  });
  afterAll(() => browser.close());

  it('shows the contract, authorises, tries an operation out and shows the answer', async () => {
    const path = freshCollection();
    const [, , database = '', collection = ''] = path.split('/');
    await call('POST', path, { body: { _id: 'seen', text: 'in the browser' } });

    await page.goto(`${inject('serviceUrl')}/docs/`);
    await page.getByRole('button', { name: 'Authorize' }).click();
    const dialog = page.locator('.modal-ux');
    const scheme = dialog.locator('form').filter({ hasText: 'docdbBasic' });
    await scheme.locator('input[name=username]').fill('any');
    await scheme.locator('input[name=password]').fill(users.any);
    await scheme.getByRole('button', { name: 'Apply credentials' }).click();
    await scheme.getByRole('button', { name: 'Close' }).click();

    // Only what is in view is there: the address says what to show. Credentials outlive the page.
    await page.goto(`${inject('serviceUrl')}/docs/#/docdb/listDocuments`);
    await page.reload();
    const operation = page.locator('[id$="-listDocuments"].is-open');
    await parameter(operation, 'database').fill(database);
    await parameter(operation, 'collection').fill(collection);
    await parameter(operation, 'filter').fill('{"text":"in the browser"}');
    for (const name of ['projection', 'sort', 'after']) await parameter(operation, name).fill('');
    await operation.getByRole('button', { name: 'Execute' }).click();

    const live = operation.locator('.live-responses-table');
    await expect
      .poll(() => live.locator('tbody .response-col_status').first().textContent(), { timeout: 15_000 })
      .toContain('200');
    expect(await live.locator('tbody .response-col_description').first().textContent()).toContain('"_id": "seen"');
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it("shows an app's own contract, where its Data API can be tried out with a key", async () => {
    const app = await deployApp(exampleFiles());
    const { value } = (await api('POST', `${app.path}/apiKeys`, { body: { name: 'browser' } })).json;

    await page.goto(`${inject('serviceUrl')}/docs/apps/${app.appId}`);
    await page.getByRole('button', { name: 'Authorize' }).click();
    const scheme = page.locator('.modal-ux form').filter({ hasText: 'apiKeyHeader' });
    await scheme.locator('input').fill(value);
    await scheme.getByRole('button', { name: 'Apply credentials' }).click();
    await scheme.getByRole('button', { name: 'Close' }).click();

    await page.goto(`${inject('serviceUrl')}/docs/apps/${app.appId}/#/data/insertOne`);
    await page.reload();
    const operation = page.locator('[id$="-insertOne"].is-open');
    await operation.getByRole('button', { name: 'Execute' }).click();
    const live = operation.locator('.live-responses-table');
    await expect
      .poll(() => live.locator('tbody .response-col_status').first().textContent(), { timeout: 15_000 })
      .toContain('201');
    expect(await operation.locator('.opblock-body').textContent()).toContain('"status": "open"');
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});

function parameter(operation: ReturnType<Page['locator']>, name: string): ReturnType<Page['locator']> {
  return operation.locator(`tr[data-param-name="${name}"] input, tr[data-param-name="${name}"] textarea`).first();
}
