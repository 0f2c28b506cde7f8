import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { setPageHeaders } from './security-headers.ts';

/** Swagger UI of the contract at `url`; it loads nothing from elsewhere. */
export function docsUi(url: string): Router {
  const router = Router();
  const page = swaggerUi.setup(undefined, {
    customSiteTitle: 'docgate API',
    swaggerOptions: {
      url,
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      docExpansion: 'list',
    },
  });
  router.use((request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method)) return next('router');
    setPageHeaders(response);
    next();
  });
  router.use(swaggerUi.serve);
  router.get('/', page);
  return router;
}
