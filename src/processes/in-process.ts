import type { Service } from '../compose.ts';
import { explainListenError } from './explain.ts';
import type { HttpSide, HttpSideOptions, ServiceAccess } from './http-side.ts';
import { createRegistry, sumMetrics } from './metrics.ts';

/** HTTP in this very process: what `--workers 1` means. */
export function openInProcess(options: HttpSideOptions): HttpSide {
  // Loads while MongoDB starts; a primary with workers does without its weight altogether.
  const loading = import('../compose.ts');
  loading.catch(() => undefined);
  let service: Service | undefined;
  return {
    async listen(access) {
      const { composeService } = await loading;
      service = await composeService(options.config, environment(options, access));
      return service.listen().catch((error: unknown) => {
        throw explainListenError(error, options.config);
      });
    },
    close: async (graceMs) => service?.close(graceMs),
  };
}

function environment({ env, version, log }: HttpSideOptions, { mongodbUri, masterKey }: ServiceAccess) {
  const register = createRegistry();
  return {
    mongodbUri: mongodbUri.reveal(),
    masterKey,
    version,
    log,
    register,
    metrics: async () => sumMetrics([await register.getMetricsAsJSON()]),
    readEnv: (name: string) => env[name],
  };
}
