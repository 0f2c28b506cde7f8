import { EncodedBody, type OperationHandler } from '../../contract/index.ts';

export interface ServiceIndexDeps {
  readonly version: string;
}

const links = [
  { rel: 'documentation', href: '/docs', title: 'Swagger UI: read the contract, try operations out' },
  { rel: 'service-desc', href: '/openapi.json', title: 'The contract, OpenAPI 3.1, as JSON' },
  { rel: 'service-desc', href: '/openapi.yaml', title: 'The contract, OpenAPI 3.1, as YAML' },
  { rel: 'documentation', href: '/docs/apps/{appId}', title: 'Swagger UI of one app' },
  { rel: 'service-desc', href: '/app/{appId}/openapi.json', title: "An app's own contract" },
  {
    rel: 'collection-rest',
    href: '/docdb/{database}/{collection}',
    title: 'Documents of the collections that mounts open',
  },
  { rel: 'health', href: '/healthz', title: 'Is the process alive?' },
  { rel: 'readiness', href: '/readyz', title: 'Can it reach its MongoDB?' },
  { rel: 'metrics', href: '/metrics', title: 'Prometheus metrics' },
];

/** The way in, for people as a page and for programs as JSON. */
export function getServiceIndex({ version }: ServiceIndexDeps): OperationHandler<'getServiceIndex'> {
  const page = new EncodedBody('text/html; charset=utf-8', Buffer.from(html(version)));
  return async ({ headers }) =>
    headers['accept']?.includes('text/html') === true
      ? { status: 200, headers: { Vary: 'Accept' }, body: page }
      : { status: 200, headers: { Vary: 'Accept' }, body: { name: 'docgate', version, links } };
}

function html(version: string): string {
  const rows = links.map(
    ({ href, title }) =>
      `<li>${href.includes('{') ? `<code>${href}</code>` : `<a href="${href}">${href}</a>`} ${title}</li>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>docgate</title><style>
body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:4rem auto;padding:0 1rem;color:#1a2b23}
li{margin:.4rem 0;list-style:none}ul{padding:0}a,code{font-family:ui-monospace,monospace;color:#00684a;margin-right:.6rem}
</style></head><body><h1>docgate</h1><p>An HTTPS API for MongoDB, version ${version}.</p><ul>${rows.join('')}</ul></body></html>`;
}
