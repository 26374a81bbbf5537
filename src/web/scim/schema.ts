/** A schema attribute as RFC 7643 section 7 describes it. */
export interface Attribute {
  name: string;
  type: 'string' | 'boolean' | 'complex' | 'reference';
  multiValued: boolean;
  description: string;
  required: boolean;
  caseExact: boolean;
  mutability: 'readOnly' | 'readWrite' | 'immutable';
  returned: 'always' | 'default';
  uniqueness: 'none' | 'server';
  canonicalValues?: string[];
  referenceTypes?: string[];
  subAttributes?: Attribute[];
}

export interface Schema {
  id: string;
  name: string;
  description: string;
  attributes: Attribute[];
}

/** A kind of resource: what discovery says of it, and what requests are read by. */
export interface ResourceKind {
  name: 'User' | 'Group';
  endpoint: '/Users' | '/Groups';
  description: string;
  core: Schema;
  extensions: Schema[];
}

/** An attribute with the defaults of ours: an optional text, written and returned. */
export function attribute(name: string, description: string, rest: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...rest,
  };
}

/** An attribute that only we write, and so are its parts. */
export function readOnly(name: string, description: string, rest: Partial<Attribute> = {}): Attribute {
  return attribute(name, description, { mutability: 'readOnly', ...rest });
}

/** Attributes of every resource (RFC 7643 section 3.1); no schema lists them. */
const COMMON: Attribute[] = [
  readOnly('schemas', 'Schemas of the resource', {
    type: 'reference',
    multiValued: true,
    returned: 'always',
  }),
  readOnly('id', 'Opaque, never used again', { caseExact: true, returned: 'always' }),
  readOnly('meta', 'About the resource', {
    type: 'complex',
    subAttributes: ['resourceType', 'location', 'version'].map((name) => readOnly(name, name)),
  }),
];

/** An attribute with its canonical key, and where it stands. */
export interface Located {
  /** Lower case: `name.familyname`, and with its schema in front for an extension's. */
  key: string;
  attribute: Attribute;
  /** Of the extension it belongs to, as written. */
  extension: string | undefined;
  /** The complex attribute that it is a part of. */
  parent: Attribute | undefined;
}

const known = new Map<ResourceKind, ReadonlyMap<string, Located>>();

/** Every attribute of a kind of resource by its canonical key. */
export function attributesOf(kind: ResourceKind): ReadonlyMap<string, Located> {
  const made = known.get(kind) ?? new Map(listAttributes(kind).map((located) => [located.key, located]));
  known.set(kind, made);
  return made;
}

function listAttributes({ core, extensions }: ResourceKind): Located[] {
  const of = (attributes: Attribute[], prefix: string, extension: string | undefined): Located[] =>
    attributes.flatMap((each) => {
      const key = prefix + each.name.toLowerCase();
      const parts = (each.subAttributes ?? []).map((part) => ({
        key: `${key}.${part.name.toLowerCase()}`,
        attribute: part,
        extension,
        parent: each,
      }));
      return [{ key, attribute: each, extension, parent: undefined }, ...parts];
    });
  return [
    ...of([...COMMON, ...core.attributes], '', undefined),
    ...extensions.flatMap(({ id, attributes }) => of(attributes, `${id.toLowerCase()}:`, id)),
  ];
}

/** The canonical key of an attribute as a request writes it: any case, the core schema in front or not. */
export function keyOf({ core }: ResourceKind, written: string): string {
  const lower = written.toLowerCase();
  const prefix = `${core.id.toLowerCase()}:`;
  return lower.startsWith(prefix) ? lower.slice(prefix.length) : lower;
}
