import type { EntityIR, FieldIR, ManyToManyIR, ModelIR } from '../ir/index.ts'

/** What callers see: names, types, limits, descriptions, in the order of the model. */
export function apiProjection(model: ModelIR): unknown {
  const { databases: _databases, deploy: _deploy, drift: _drift, ...extra } = model.extra
  return {
    name: model.name,
    apis: model.apis,
    extra,
    webhooks: model.webhooks && true,
    push: model.push,
    entities: model.entities.map(entityApi),
    functions: functionsApi(model),
  }
}

/** What callers see of functions; absent where there are none, so that nothing changes for those who have none. */
function functionsApi({ logic }: ModelIR): unknown {
  const served = logic?.functions.filter(({ path }) => path !== null) ?? []
  if (served.length === 0) return undefined
  return served.map(({ file: _, access: _access, transaction: _transaction, ...shown }) => ({
    ...shown,
    input: shown.input.map(fieldApi),
    output: shown.output?.map(fieldApi) ?? null,
  }))
}

function entityApi(entity: EntityIR): unknown {
  const { partition: _partition, cache: _cache, ...extra } = entity.extra
  return {
    name: entity.name,
    names: entity.names,
    doc: entity.doc,
    folder: entity.folder,
    key: entity.key,
    fields: entity.fields.map(fieldApi),
    manyToMany: entity.manyToMany.map(relationApi),
    inverses: entity.inverses,
    list: entity.list,
    search: entity.indexes
      .filter(({ kind }) => kind === 'fulltext' || kind === 'geo')
      .map(({ kind, fields }) => ({ kind, fields })),
    operations: entity.operations,
    rest: entity.rest,
    title: entity.title,
    events: entity.events,
    eventPayloads: entity.eventPayloads,
    accounts: entity.accounts,
    timestamps: entity.timestamps,
    softDelete: entity.softDelete,
    versioned: entity.versioned,
    history: entity.history,
    shares: entity.share && true,
    extra,
  }
}

function fieldApi(field: FieldIR): unknown {
  const {
    id: _id,
    column: _column,
    indexed: _indexed,
    encrypted: _encrypted,
    computed,
    reference,
    extra: { stored: _stored, keyType: _keyType, ...extra },
    ...shown
  } = field
  return {
    ...shown,
    extra,
    formula: computed?.expression.expr,
    stored: computed?.stored,
    reference: reference && {
      relation: reference.relation,
      target: reference.target,
      inverse: reference.inverse,
    },
  }
}

function relationApi(relation: ManyToManyIR): unknown {
  const {
    id: _id,
    table: _table,
    adopted: _adopted,
    sourceColumn: _source,
    targetColumn: _target,
    ...shown
  } = relation
  return shown
}
