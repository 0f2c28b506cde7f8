import type { Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';
import { dataSourcesOf, dataSourcesPath, linkName, placeOf, whereItIs } from './linked.ts';

export function unlinkCommand(): Command {
  return clientCommand('unlink', 'forget where a data source name of an app leads; what is in the MongoDB stays there')
    .argument('<id>', "the app's id")
    .argument('<service>', 'the name that the app calls the data source')
    .option(...projectOption)
    .action(unlink);
}

async function unlink(id: string, service: string, options: ConnectionOptions & ProjectOption): Promise<void> {
  const api = connect(options);
  const path = await findApp(api, id, options);
  const name = linkName(id, service);
  const dataSources = new Map(await dataSourcesOf(api, path));
  if (!dataSources.delete(name)) throw new Error(`The app ${id} has no link of its own for ${service}.`);
  await api.call('DELETE', `${dataSourcesPath(path)}/${encodeURIComponent(name)}`);
  const place = placeOf(id, service, dataSources);
  write(options, place, [`${id}: ${service} is ${whereItIs(place)}.`]);
}
