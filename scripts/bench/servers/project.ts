/** What one would write in an hour for one project of the service's store: the driver's `findOne` by the id that ends the path; no credentials. */
import { ObjectId } from 'mongodb';
import { serveJson } from './bare.ts';

await serveJson(async ({ url = '' }, client) => {
  const _id = new ObjectId(url.slice(url.lastIndexOf('/') + 1));
  const project = await client.db('docgate').collection('projects').findOne({ _id });
  return project === null ? undefined : JSON.stringify(project);
});
