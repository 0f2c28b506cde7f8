import { fieldsOf, type Fields } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Layout } from './layout.ts';
import type { Part } from './part.ts';

/** What the root file says of the app itself. */
export interface Root {
  readonly name: string;
  readonly clientAppId?: string;
  readonly location: string;
  readonly providerRegion: string;
  readonly deploymentModel: string;
  readonly allowedRequestOrigins: readonly string[];
  /** The environment's tag; empty for none. */
  readonly tag: string;
  /** Where layouts before 2021 keep their custom user data. */
  readonly customUserData: Part | undefined;
}

export const environmentTags = ['development', 'testing', 'qa', 'production'] as const;
const noEnvironment = ['', 'none', 'no-environment'];
const appId = /^[A-Za-z0-9][\w-]{0,99}$/;

export function readRoot(folder: Folder, { rootFile, version }: Layout): Root {
  const part = folder.json(rootFile);
  const meta = readMeta(folder);
  if (part === undefined) return { ...nothing, name: '' };
  const fields = fieldsOf(part);
  checkVersion(fields, version);
  const clientAppId = checkedId(fields.get(['app_id', 'client_app_id'])) ?? meta;
  const root = {
    name: readName(fields, clientAppId),
    ...(clientAppId !== undefined && { clientAppId }),
    location: fields.text('location') ?? nothing.location,
    providerRegion: fields.text('provider_region') ?? nothing.providerRegion,
    deploymentModel: fields.text('deployment_model') ?? nothing.deploymentModel,
    allowedRequestOrigins: [...readOrigins(fields), ...readSecurity(fields)],
    tag: readTag(fields),
    customUserData: fields.get('custom_user_data_config'),
  };
  fields.end('hosting', 'sync', 'id');
  return root;
}

const nothing: Omit<Root, 'name'> = {
  location: 'US-VA',
  providerRegion: '',
  deploymentModel: 'GLOBAL',
  allowedRequestOrigins: [],
  tag: '',
  customUserData: undefined,
};

function readMeta(folder: Folder): string | undefined {
  const part = folder.json('.mdb/meta.json');
  if (part === undefined) return undefined;
  return checkedId(fieldsOf(part).get('client_app_id'));
}

function checkVersion(fields: Fields, version: number): void {
  const given = fields.get('config_version');
  if (given !== undefined && given.value !== version)
    given.warning('The file is of another version than its name says: its name counts.', `Write ${version}.`);
}

function checkedId(part: Part | undefined): string | undefined {
  const id = part?.text();
  if (part === undefined || id === undefined || id === '') return undefined;
  if (appId.test(id)) return id;
  part.error(
    'An app id has letters, digits, "-" and "_", and at most 100 of them.',
    'Write the id that stands in the app’s URLs.',
  );
  return undefined;
}

/** Old templates have no name: whoever deploys gives one. */
function readName(fields: Fields, clientAppId: string | undefined): string {
  const name = fields.text('name') ?? clientAppId ?? '';
  if (name === '') fields.part.warning('The app has no name: it gets that of its id.', 'Add "name".');
  return name;
}

function readOrigins(fields: Fields): string[] {
  return fields.items('allowed_request_origins').flatMap((item) => {
    const text = item.text();
    if (text !== undefined && !/^\*$|^[a-z][a-z0-9+.-]*:\/\/[^/]+$/i.test(text))
      item.warning(
        'This is no origin: no browser ever sends it.',
        'Write scheme, host and port: https://app.example.com',
      );
    return text ?? [];
  });
}

function readSecurity(fields: Fields): string[] {
  const security = fields.get('security');
  if (security === undefined) return [];
  const inner = fieldsOf(security);
  const origins = inner.texts(['allowed_request_origins', 'allowed_origins']);
  inner.end();
  return origins;
}

function readTag(fields: Fields): string {
  const part = fields.get('environment');
  if (part === undefined || noEnvironment.some((none) => none === part.value)) return '';
  return part.choice(environmentTags) ?? '';
}
