import type { OperationRequest } from '../../../contract/index.ts';
import type { Filter } from '../../../mongo/index.ts';
import type { Project, Store } from '../../../store/index.ts';
import { listRecords } from '../listing.ts';
import { countsOf } from './counts.ts';
import { toProject } from './present.ts';

type Request = Parameters<typeof listRecords>[1] & Pick<OperationRequest<unknown>, 'naming'>;

/** One page of projects, with what is monitored in each. */
export async function pageOfProjects(store: Store, request: Request, filter: Filter<Project>) {
  const toEntity = (project: Project) => project;
  const page = await listRecords(store.projects, request, { filter, sort: { _id: 1 }, toEntity });
  const counts = await countsOf(store, page.results);
  return { ...page, results: page.results.map((project) => toProject(project, request.naming, counts(project))) };
}
