import type { Command } from 'commander';
import { clientCommand, connect, write, type ConnectionOptions } from '../connection.ts';
import { findApp, projectOption, type ProjectOption } from './find-app.ts';
import { dataSourcesOf, linkName, placeOf, servicesOf, whereItIs, type Place } from './linked.ts';

export function linksCommand(): Command {
  return clientCommand('links', 'list the data source names of an app, and where each leads')
    .argument('<id>', "the app's id")
    .option(...projectOption)
    .action(list);
}

async function list(id: string, options: ConnectionOptions & ProjectOption): Promise<void> {
  const api = connect(options);
  const path = await findApp(api, id, options);
  const services = (await servicesOf(api, path)).map(({ name }) => name);
  const dataSources = await dataSourcesOf(api, path);
  const unused = [...dataSources.keys()]
    .filter((name) => name.startsWith(linkName(id, '')))
    .map((name) => name.slice(linkName(id, '').length))
    .filter((service) => !services.includes(service));
  const places = [...services, ...unused].map((service) => placeOf(id, service, dataSources));
  const width = Math.max(...places.map(({ service }) => service.length));
  const line = (place: Place): string =>
    `${place.service.padEnd(width)}  ${whereItIs(place)}${notes(id, place, unused.includes(place.service))}`;
  write(options, { results: places }, places.length === 0 ? [`${id} has no data sources.`] : places.map(line));
}

function notes(id: string, { service, dataSource }: Place, isUnused: boolean): string {
  if (isUnused) return ', though the app has no such data source';
  return dataSource === undefined || dataSource === linkName(id, service) ? '' : ', as for all apps of the project';
}
