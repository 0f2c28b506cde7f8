import type { Mount } from '../../../src/mounts/index.ts';

/** A mount that opens everything. */
export const openMount: Mount = {
  id: 'test',
  dataSource: 'own',
  methods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'],
  users: 'none',
  defaultLimit: 1000,
  maxLimit: 5000,
  maxTimeMs: 1000,
  allowServerSideJavaScript: false,
};
