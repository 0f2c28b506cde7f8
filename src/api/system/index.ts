/** The service about itself: index, health, readiness, metrics, contract. */
import { getHealth } from './getHealth.ts';
import { getMetrics, type MetricsDeps } from './getMetrics.ts';
import { getOpenapiJson, type ContractDeps } from './getOpenapiJson.ts';
import { getOpenapiYaml } from './getOpenapiYaml.ts';
import { getReadiness, type ReadinessDeps } from './getReadiness.ts';
import { getServiceIndex, type ServiceIndexDeps } from './getServiceIndex.ts';

export type SystemDeps = ServiceIndexDeps & MetricsDeps & ContractDeps & ReadinessDeps;

export function createSystemHandlers(deps: SystemDeps) {
  return {
    getServiceIndex: getServiceIndex(deps),
    getHealth: getHealth(),
    getReadiness: getReadiness(deps),
    getMetrics: getMetrics(deps),
    getOpenapiJson: getOpenapiJson(deps),
    getOpenapiYaml: getOpenapiYaml(deps),
  };
}
