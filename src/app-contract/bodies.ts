import type { ContractDocument, JsonObject } from '../contract/index.ts';
import type { OpenCollection, Reach } from './collections.ts';
import type { DocumentTypes } from './document-types.ts';
import type { Names } from './names.ts';
import { refTo, requireName } from './references.ts';

/** Fields of bodies that hold documents of the collection. */
const documentFields = new Set(['document', 'documents', 'replacement']);

type Schemas = Record<string, JsonObject>;

/** The schemas of the fields that name a collection, and the type of the documents in a body; absent: any. */
interface Target {
  readonly fields: Schemas;
  readonly type?: string;
}

/** The schemas of the bodies of requests, each narrowed to the app's collections; those that hold documents are one for each type of document. */
export class Bodies {
  readonly schemas: Schemas = {};
  /** Everything that the app opens. */
  readonly #all: Target;
  readonly #contract: ContractDocument;
  readonly #types: DocumentTypes;
  readonly #names: Names;

  constructor(contract: ContractDocument, types: DocumentTypes, names: Names) {
    this.#contract = contract;
    this.#types = types;
    this.#names = names;
    this.#all = { fields: this.#named(allOf(types.reach)) };
  }

  /** @param name of a body's schema, which is then found under the same name in `schemas` */
  narrow(name: string): void {
    if (this.schemas[name] !== undefined) return;
    const variants = this.#holdsDocuments(name) ? this.#variants() : [this.#all];
    const [only, ...others] = variants;
    if (others.length === 0) return void this.#specialise(name, { ...only, ...this.#all }, { inPlace: true });
    this.schemas[name] = { anyOf: variants.map((one) => refTo(this.#specialise(name, one, { inPlace: false }))) };
  }

  /** As schemas of their own, which all bodies share. */
  #named(fields: Schemas): Schemas {
    const entries = Object.entries(fields).map(([field, schema]) => {
      const name = this.#names.take([`${field.charAt(0).toUpperCase()}${field.slice(1)}Name`]);
      this.schemas[name] = schema;
      return [field, refTo(name)];
    });
    return Object.fromEntries(entries) as Schemas;
  }

  #variants(): Target[] {
    const { reach, typed, untyped } = this.#types;
    const rest = reach.others ? [this.#all] : untyped.length > 0 ? [{ fields: choices(untyped) }] : [];
    return [...typed.map((one): Target => ({ fields: choices([one]), type: one.sent })), ...rest];
  }

  /** → the name of the narrowed schema */
  #specialise(name: string, target: Target, { inPlace }: { readonly inPlace: boolean }): string {
    const prefix = target.type?.replace(/^New/, '') ?? 'Other';
    const own = inPlace ? name : this.#names.take([`${prefix}${name}`]);
    const inner = (reference: string): string =>
      this.#holdsDocuments(reference) ? this.#specialise(reference, target, { inPlace }) : reference;
    const { properties, ...schema } = this.#schema(name);
    const changed = Object.entries((properties ?? {}) as Schemas).map(([field, one]) => [
      field,
      target.fields[field] ?? withDocuments(field, one, target.type, inner),
    ]);
    this.schemas[own] = { ...schema, properties: Object.fromEntries(changed) };
    return own;
  }

  #holdsDocuments(name: string): boolean {
    const properties = Object.entries((this.#schema(name)['properties'] ?? {}) as Schemas);
    return properties.some(
      ([field, schema]) =>
        documentFields.has(field) ||
        referencesIn(schema).some((inner) => inner !== name && this.#holdsDocuments(inner)),
    );
  }

  #schema(name: string): JsonObject {
    return this.#contract.components?.['schemas']?.[name] ?? {};
  }
}

function allOf({ collections, others, dataSources }: Reach): Schemas {
  return others ? { dataSource: oneOf(dataSources) } : choices(collections);
}

function choices(collections: readonly OpenCollection[]): Schemas {
  return {
    dataSource: oneOf(collections.map(({ dataSource }) => dataSource)),
    database: oneOf(collections.map(({ database }) => database)),
    collection: oneOf(collections.map(({ collection }) => collection)),
  };
}

function oneOf(names: readonly string[]): JsonObject {
  return { type: 'string', enum: [...new Set(names)] };
}

/** The schema of a field whose documents have this type, and whose references are to schemas that say so as well. */
function withDocuments(
  field: string,
  schema: JsonObject,
  type: string | undefined,
  inner: (reference: string) => string,
): JsonObject {
  const { $ref, items, ...rest } = schema;
  if (typeof $ref === 'string')
    return type !== undefined && documentFields.has(field)
      ? refTo(type)
      : { ...rest, ...refTo(inner(requireName(schema))) };
  return items === undefined ? schema : { ...rest, items: withDocuments(field, items as JsonObject, type, inner) };
}

function referencesIn(schema: JsonObject): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
}
