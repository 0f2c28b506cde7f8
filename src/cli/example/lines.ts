import type { ExampleApp } from './example-app.ts';

/** Lines to paste: the Data API of the example app. */
export function exampleLines(url: string, { appId, apiKey, file }: ExampleApp): string[] {
  return [
    `And these for the Data API of the example app ${appId} (the key is kept in ${file}):`,
    `  export DATA_API=${new URL(`/app/${appId}/endpoint/data/v1/action`, url).href}`,
    `  export API_KEY=${apiKey.reveal()}`,
    line('insertOne', { document: { text: 'Do the dishes', status: 'open' } }),
    line('find', { filter: { status: 'open' } }),
    line('updateOne', { filter: { status: 'open' }, update: { $set: { status: 'complete' } } }),
    line('aggregate', { pipeline: [{ $group: { _id: '$status', tasks: { $sum: 1 } } }] }),
  ];
}

const tasks = { dataSource: 'mongodb-atlas', database: 'todo', collection: 'tasks' };

function line(action: string, body: object): string {
  const json = JSON.stringify({ ...tasks, ...body });
  return `  curl "$DATA_API/${action}" -H "apiKey: $API_KEY" -H 'Content-Type: application/json' -d '${json}'`;
}
