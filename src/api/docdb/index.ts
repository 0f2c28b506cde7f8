/**
 * The collection REST: documents of a collection, and one document, over HTTP's own words.
 * Knows how requests read as MongoDB's; must not know who may ask (the edge) nor how MongoDB is reached (mongo/).
 */
import { createDocuments } from './createDocuments.ts';
import { deleteDocument } from './deleteDocument.ts';
import { deleteDocuments } from './deleteDocuments.ts';
import type { DocdbDeps } from './deps.ts';
import { getDocument } from './getDocument.ts';
import { insertDocuments } from './insertDocuments.ts';
import { listDocuments } from './listDocuments.ts';
import { replaceDocument } from './replaceDocument.ts';
import { updateDocument } from './updateDocument.ts';
import { updateDocuments } from './updateDocuments.ts';

export function createDocdbHandlers(deps: DocdbDeps) {
  return {
    listDocuments: listDocuments(deps),
    createDocuments: createDocuments(deps),
    insertDocuments: insertDocuments(deps),
    updateDocuments: updateDocuments(deps),
    deleteDocuments: deleteDocuments(deps),
    getDocument: getDocument(deps),
    replaceDocument: replaceDocument(deps),
    updateDocument: updateDocument(deps),
    deleteDocument: deleteDocument(deps),
  };
}
