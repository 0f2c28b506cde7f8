/**
 * What documents of a collection must look like: BSON JSON Schema (draft 4) with MongoDB's `bsonType`, as App Services takes it,
 * on the whole document. Pure: knows no driver, no user, no HTTP; `validate` expressions are evaluated by whoever compiles the schema.
 * @see reference/app-services.md §3
 */
export { checkSchema, type SchemaFault } from './check-schema.ts';
export { compileSchema, type CompiledSchema, type SchemaOptions } from './compile-schema.ts';
export type { CompileExpression, Place, Steps, Violation } from './place.ts';
