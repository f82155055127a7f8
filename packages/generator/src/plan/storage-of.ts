import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { keyFields } from '@cambium/model/keys'
import { accountTables } from './accounts/index.ts'
import { formulaOf } from './formula-of.ts'
import { indexesOf } from './indexes-of.ts'
import { linkTablesOf } from './link-tables.ts'
import { sideIndexesOf } from './side-indexes.ts'
import type { Column, ForeignKey, Storage, StorageType, Table } from './storage.ts'

/** The tables of a model, those of its entities in model order, those that link them, and those of its accounts. */
export function storageOf(model: ModelIR): Storage {
  const entities = new Map(model.entities.map((entity) => [entity.name, entity]))
  const stored = model.entities.filter(({ view }) => !view)
  const tables = stored.map((entity) => tableOf(model, entity, entities))
  const links = model.entities.flatMap((entity) => linkTablesOf(entity, entities))
  return { tables: [...tables, ...links, ...accountTables(model)] }
}

function tableOf(model: ModelIR, entity: EntityIR, entities: ReadonlyMap<string, EntityIR>): Table {
  const stored = entity.fields.filter((field) => field.column !== null)
  return {
    key: `e${entity.id}`,
    label: entity.name,
    name: entity.table,
    columns: stored.map((field) => ({
      ...columnOf(entity, field, entities),
      formula: formulaOf(model, entity, field),
    })),
    primaryKey: { name: `pk_${entity.id}`, columns: keyFields(entity).map(nameOf) },
    ...keyReferencesOf(entity, entities),
    indexes: indexesOf(entity),
    sideIndexes: sideIndexesOf(entity),
    isLink: false,
    ...(entity.adopted && { adopted: true as const }),
  }
}

function nameOf({ column, name }: FieldIR): string {
  return column ?? name
}

function columnOf(
  entity: EntityIR,
  field: FieldIR,
  entities: ReadonlyMap<string, EntityIR>,
): Column {
  const isSerial = field.name === 'id' && entity.key.kind === 'serial'
  return {
    key: String(field.id),
    label: field.reference?.relation ?? field.name,
    name: field.column ?? field.name,
    type: isSerial ? { kind: 'serial' } : storageType(field),
    nullable: field.nullable,
    ...defaultOf(field),
    choices: field.choice && {
      name: `ck_${entity.id}_${field.id}`,
      values: [...field.choice.values],
    },
    reference: foreignKey(entity, field, entities),
    form: formOf(field),
    formula: null,
    ...(field.extra.stored !== undefined && { exists: true as const }),
  }
}

function formOf(field: FieldIR): string {
  if (isEncrypted(field)) return 'encrypted'
  if (field.value !== 'json') return 'plain'
  return field.kind === 'list' ? `list of ${field.element?.value ?? 'json'}` : field.kind
}

/** Only a literal can fill the rows that are there already; what is stored encrypted has no readable default. */
function defaultOf(field: FieldIR): Pick<Column, 'default'> {
  if (!field.default || !('literal' in field.default) || isEncrypted(field)) return {}
  return field.default.literal === null ? {} : { default: field.default.literal }
}

function isEncrypted(field: FieldIR): boolean {
  return field.encrypted || field.kind === 'secret'
}

function storageType(field: FieldIR): StorageType {
  const { keyType } = field.extra
  if (typeof keyType === 'string') return { kind: 'native', type: keyType }
  if (isEncrypted(field)) return { kind: 'text' }
  switch (field.value) {
    case 'integer':
    case 'bigint':
      return { kind: 'integer' }
    case 'number':
      return { kind: 'real' }
    case 'boolean':
    case 'date':
    case 'instant':
    case 'json':
      return { kind: field.value }
    case 'decimal':
      return {
        kind: 'decimal',
        precision: field.limits.precision ?? 18,
        scale: field.limits.scale ?? 2,
      }
    case 'string':
      return { kind: 'text' }
  }
}

function foreignKey(
  entity: EntityIR,
  field: FieldIR,
  entities: ReadonlyMap<string, EntityIR>,
): ForeignKey | null {
  if (!field.reference) return null
  return {
    name: `fk_${entity.id}_${field.id}`,
    ...targetOf(field.reference.target, entities),
    onDelete: field.reference.onDelete,
  }
}

/** The foreign keys of several columns; a table of others has those it has. */
function keyReferencesOf(
  entity: EntityIR,
  entities: ReadonlyMap<string, EntityIR>,
): Pick<Table, 'keyReferences'> {
  if (entity.adopted) return {}
  const found = entity.fields.flatMap(({ id, reference }): Column[] => {
    const target = entities.get(reference?.target ?? '')
    if (!reference?.fields || !target) return []
    const own = reference.fields.map((name) => columnNamed(entity, name))
    const targets = keyFields(target).map(nameOf)
    const pairs = own.map((name, at) => ({ own: name, target: targets[at] ?? '' }))
    return [
      {
        key: String(id),
        label: reference.relation,
        name: own.join(', '),
        type: { kind: 'text' },
        nullable: true,
        choices: null,
        reference: {
          name: `fk_${entity.id}_${id}`,
          ...targetOf(reference.target, entities),
          pairs,
          onDelete: reference.onDelete,
        },
        form: 'plain',
        formula: null,
      },
    ]
  })
  return found.length === 0 ? {} : { keyReferences: found }
}

function columnNamed({ fields }: EntityIR, name: string): string {
  return fields.find((field) => field.name === name)?.column ?? name
}

/** The table of an entity and its key column. A target that is not in the model is a bug and throws. */
function targetOf(
  name: string,
  entities: ReadonlyMap<string, EntityIR>,
): { table: string; tableName: string; columnName: string } {
  const target = entities.get(name)
  if (!target) throw new Error(`The model has no entity "${name}"`)
  const id = target.fields.find((field) => field.name === 'id')
  return { table: `e${target.id}`, tableName: target.table, columnName: id?.column ?? 'id' }
}
