import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { setPageHeaders } from './security-headers.ts';

/** An app's id as it may stand in a page. */
const appId = /^[A-Za-z0-9][\w-]{0,99}$/;

/** Swagger UI: of the contract at `url`, and below `/apps/{appId}` of an app's own. It loads nothing from elsewhere. */
export function docsUi(url: string): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method)) return next('router');
    setPageHeaders(response);
    next();
  });
  router.use('/apps/:appId', (request, response, next) => {
    const { appId: id } = request.params;
    if (!appId.test(id)) return next('router');
    swaggerPage(`/app/${id}/openapi.json`, id)(request, response, next);
  });
  router.use(swaggerPage(url, 'docgate API'));
  return router;
}

function swaggerPage(url: string, title: string): Router {
  const router = Router();
  const options = {
    customSiteTitle: title,
    swaggerUrl: url,
    swaggerOptions: {
      url,
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      docExpansion: 'list',
    },
  };
  // Not `serve`: it has one document for all pages.
  router.use(swaggerUi.serveFiles(undefined, options));
  router.get('/', swaggerUi.setup(undefined, options));
  return router;
}
