import { packagesOf, readApp, secretsOf, type AppDefinition, type AppReading } from '../../../apps/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AppContent, AppRecord, Store } from '../../../store/index.ts';

/** What is told of an app's files. */
export function toReport({ findings, ignored, missing }: Omit<AppReading, 'app'>) {
  return {
    findings: findings.map((finding) => ({ ...finding })),
    ignored: [...ignored],
    missing: { packages: [...missing.packages], secrets: [...missing.secrets] },
  };
}

/** Reads files as an app. @throws Problem APP_HAS_ERRORS with the report */
export async function requireApp(
  store: Store,
  record: AppRecord | null,
  files: Readonly<Record<string, string>>,
): Promise<{ content: AppContent; report: ReturnType<typeof toReport> }> {
  const reading = readApp(new Map(Object.entries(files)), { secrets: await secretNames(store, record) });
  const { app, findings, ignored } = reading;
  const report = toReport(reading);
  if (app === undefined) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    throw new Problem('APP_HAS_ERRORS', { parameters: [errors], more: { report } });
  }
  return { content: { files, app, findings, ignored }, report };
}

/** The report of a version, with what it misses now. */
export async function reportOf(store: Store, record: AppRecord, { app, findings, ignored }: AppContent) {
  const secrets = await secretNames(store, record);
  return toReport({ findings, ignored, missing: missingOf(app, secrets) });
}

function missingOf(app: AppDefinition, stored: ReadonlySet<string>): AppReading['missing'] {
  return { packages: packagesOf(app), secrets: secretsOf(app).filter((name) => !stored.has(name)) };
}

async function secretNames(store: Store, record: AppRecord | null): Promise<ReadonlySet<string>> {
  if (record === null) return new Set();
  const names = store.appSecrets.find({ appId: record._id }, { projection: { name: 1 } });
  return new Set(await names.map(({ name }) => name).toArray());
}
