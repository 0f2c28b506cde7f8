/**
 * The error catalogue and class Problem: what went wrong, in one vocabulary for every plane.
 * A leaf: knows no HTTP objects, no MongoDB, and imports nothing of ours.
 */
export { adminCodes } from './admin-codes.ts';
export { catalogue, isProblemCode, type ProblemCode } from './catalogue.ts';
export { Problem, type FieldError, type ProblemOptions } from './problem.ts';
