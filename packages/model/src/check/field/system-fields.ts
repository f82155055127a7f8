import type { FieldIR, FieldKind, JsonValue, KeyIR, ValueType } from '../../ir/index.ts'
import { isBroughtKey } from '../../keys/index.ts'
import { asObject, type JsonObject } from '../source-model.ts'

/** Identities of the fields Cambium keeps itself; those of the model start at 11. */
export const systemFieldIds = {
  id: 1,
  createdAt: 2,
  updatedAt: 3,
  version: 4,
  deletedAt: 5,
  emailVerified: 6,
  twoFactorEnabled: 7,
  isAnonymous: 8,
  tenantId: 9,
} as const

const columns = {
  id: 'id',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  version: 'version',
  deletedAt: 'deleted_at',
  emailVerified: 'email_verified',
  twoFactorEnabled: 'two_factor_enabled',
  isAnonymous: 'is_anonymous',
  tenantId: 'tenant_id',
}

interface SystemField {
  name: keyof typeof columns
  kind: FieldKind
  value: ValueType
  more?: Partial<FieldIR>
}

const keyKinds: Record<KeyIR['kind'], { kind: FieldKind; value: ValueType }> = {
  uuid7: { kind: 'uuid', value: 'string' },
  uuid: { kind: 'uuid', value: 'string' },
  text: { kind: 'text', value: 'string' },
  int: { kind: 'int', value: 'integer' },
  nanoid: { kind: 'text', value: 'string' },
  serial: { kind: 'int', value: 'integer' },
  composite: { kind: 'text', value: 'string' },
}

/** The type of the ids of an entity, and so of the references to it. */
export function keyValue(key: KeyIR): ValueType {
  return keyKinds[key.kind].value
}

/** The entity whose records are the tenants, and the type of their ids. */
export interface TenantOf {
  entity: string
  value: ValueType
}

/** The name of the field that says whose a record is, and of the relation it stores. */
export const tenantField = 'tenantId'
export const tenantRelation = 'tenant'

/** The fields Cambium keeps itself, in their fixed order. */
export function systemFields(
  key: KeyIR,
  options: JsonObject,
  tenant: TenantOf | null = null,
): FieldIR[] {
  const wanted: SystemField[] = [
    keyField(key, options),
    ...(tenant === null ? [] : [tenantReference(tenant)]),
    ...timeFields(options.timestamps),
    ...(options.versioned === true
      ? [
          {
            name: 'version',
            kind: 'int',
            value: 'integer',
            more: { default: { literal: 1 } },
          } as const,
        ]
      : []),
    ...(options.softDelete === true
      ? [
          {
            name: 'deletedAt',
            kind: 'datetime',
            value: 'instant',
            more: { nullable: true, required: false, hidden: true },
          } as const,
        ]
      : []),
    ...accountFields(options).map((name) => ({ name, ...notYet })),
  ]
  return wanted.map(create)
}

/** The times of the creation and of the newest change; in columns of their own names where `timestamps` says so. */
function timeFields(timestamps: JsonValue | undefined): SystemField[] {
  if (timestamps === false) return []
  const named = asObject(timestamps)
  return (['createdAt', 'updatedAt'] as const).flatMap((name): SystemField[] => {
    const written = named?.[name]
    if (named !== null && written === undefined) return []
    const { column = written, stored } = asObject(written) ?? {}
    const more: Partial<FieldIR> = {
      default: { server: 'now' },
      ...(typeof column === 'string' && { column }),
      ...(stored !== undefined && { extra: { stored } }),
    }
    return [{ name, kind: 'datetime', value: 'instant', more }]
  })
}

/** The id; of a composite key it is no column, but worked out from the fields of the key. */
function keyField(key: KeyIR, options: JsonObject): SystemField {
  const { column, stored } = asObject(options.id) ?? {}
  const more: Partial<FieldIR> = {
    unique: true,
    ...(typeof column === 'string' && { column }),
    ...(key.kind === 'composite' && { column: null }),
    ...(isBroughtKey(key) && { readOnly: false, writeOnce: true }),
    ...(key.kind === 'text' && { limits: { min: 1, max: key.max } }),
    ...(key.kind === 'int' && { limits: rangeOf(stored) }),
    ...(stored !== undefined && { extra: { stored } }),
  }
  return { name: 'id', ...keyKinds[key.kind], more }
}

/** What a column of few bits holds. */
function rangeOf(stored: JsonValue | undefined): FieldIR['limits'] {
  if (stored === 'smallint') return { min: -32_768, max: 32_767 }
  return stored === 'integer' ? { min: -2_147_483_648, max: 2_147_483_647 } : {}
}

/** Deleting a tenant with records is refused: what is theirs goes first. */
function tenantReference({ entity, value }: TenantOf): SystemField {
  const reference = {
    relation: tenantRelation,
    target: entity,
    inverse: null,
    onDelete: 'restrict',
  } as const
  return { name: tenantField, kind: 'reference', value, more: { reference } }
}

/** False until something has happened; known to hooks, and told by the accounts themselves to who asks. */
const notYet = {
  kind: 'bool',
  value: 'boolean',
  more: { default: { literal: false }, hidden: true },
} as const

/** What an entity keeps of its accounts beside the fields of the model. */
export function accountFields({ auth }: JsonObject): (keyof typeof columns)[] {
  const accounts = asObject(auth)
  if (accounts === null) return []
  const methods: JsonValue[] = Array.isArray(accounts.methods) ? accounts.methods : []
  return [
    'emailVerified',
    ...(methods.includes('totp') ? (['twoFactorEnabled'] as const) : []),
    ...(methods.includes('anonymous') ? (['isAnonymous'] as const) : []),
  ]
}

function create({ name, kind, value, more }: SystemField): FieldIR {
  return {
    id: systemFieldIds[name],
    name,
    column: columns[name],
    kind,
    value,
    origin: 'system',
    doc: null,
    label: null,
    nullable: false,
    required: true,
    unique: false,
    indexed: false,
    default: null,
    readOnly: true,
    writeOnce: false,
    writeOnly: false,
    hidden: false,
    encrypted: false,
    pii: false,
    deprecated: null,
    limits: {},
    normalise: [],
    search: null,
    choice: null,
    element: null,
    reference: null,
    computed: null,
    slugFrom: null,
    extra: {},
    ...more,
  }
}
