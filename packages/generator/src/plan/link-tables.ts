import type { EntityIR, ManyToManyIR } from '@cambium/model'
import { isIntegerKey } from '@cambium/model/keys'
import type { Column, StorageType, Table } from './storage.ts'

/** The linking table of each many-to-many relation the entity declares, but for those linked by an entity's records. */
export function linkTablesOf(entity: EntityIR, entities: ReadonlyMap<string, EntityIR>): Table[] {
  return entity.manyToMany
    .filter(({ through }) => through === null)
    .map((relation) => linkTable(entity, relation, entities))
}

function linkTable(
  entity: EntityIR,
  relation: ManyToManyIR,
  entities: ReadonlyMap<string, EntityIR>,
): Table {
  const target = entities.get(relation.target)
  if (!target) throw new Error(`The model has no entity "${relation.target}"`)
  const suffix = `${entity.id}_${relation.id}`
  return {
    key: `l${suffix}`,
    label: `${entity.name}.${relation.name}`,
    name: relation.table,
    columns: [
      keyColumn({ key: 's', name: relation.sourceColumn, foreignKey: `fk_${suffix}_s`, entity }),
      keyColumn({
        key: 't',
        name: relation.targetColumn,
        foreignKey: `fk_${suffix}_t`,
        entity: target,
      }),
      ...(relation.ordered ? [positionColumn] : []),
    ],
    primaryKey: {
      name: `pk_${suffix}`,
      columns: [relation.sourceColumn, relation.targetColumn],
    },
    indexes: [
      {
        name: `ix_${suffix}_t`,
        unique: false,
        columns: [{ name: relation.targetColumn, descending: false }],
        liveOnly: false,
      },
    ],
    sideIndexes: [],
    isLink: true,
    ...(relation.adopted && { adopted: true as const }),
  }
}

const positionColumn: Column = {
  key: 'p',
  label: 'position',
  name: 'position',
  type: { kind: 'integer' },
  nullable: false,
  default: 0,
  choices: null,
  reference: null,
  form: 'plain',
  formula: null,
}

/** The type of what points at an entity: that of its key. */
function keyType(entity: EntityIR): StorageType {
  const stored = entity.fields.find((field) => field.name === 'id')?.extra.stored
  const type = typeof stored === 'string' ? stored.replace(/, \w+$/, '') : ''
  if (isIntegerKey(entity.key)) return { kind: 'integer' }
  return type === '' || /^(?:text|varchar|character varying)/.test(type)
    ? { kind: 'text' }
    : { kind: 'native', type }
}

function keyColumn(options: {
  key: string
  name: string
  foreignKey: string
  entity: EntityIR
}): Column {
  const { entity } = options
  return {
    key: options.key,
    label: options.key === 's' ? 'source' : 'target',
    name: options.name,
    type: keyType(entity),
    nullable: false,
    choices: null,
    reference: {
      name: options.foreignKey,
      table: `e${entity.id}`,
      tableName: entity.table,
      columnName: entity.fields.find((field) => field.name === 'id')?.column ?? 'id',
      onDelete: 'cascade',
    },
    form: 'plain',
    formula: null,
  }
}
