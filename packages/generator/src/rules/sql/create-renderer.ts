import type { EntityIR, ExpressionIR, ModelIR } from '@cambium/model/ir'
import { createNullFlow, type NullFlow } from '../flow/index.ts'
import { type Bases, collectBases, createSchema, inferType, type Schema } from '../schema/index.ts'
import { createAliases } from './aliases.ts'
import { quoteName } from './quote.ts'
import { renderCondition } from './render-condition.ts'
import { renderValue } from './render-value.ts'
import type { Inputs, Renderer, RowSource } from './renderer.ts'
import { createTenantConditions } from './tenant-conditions.ts'

/** The entity whose row an expression speaks of. */
export interface ExpressionPlace {
  model: Pick<ModelIR, 'entities'>
  entity: string
}

/** What inputs may look at. */
export interface InputsContext {
  schema: Schema
  bases: Bases
  flow: NullFlow
}

/** Everything that rendering one expression needs. `reserved`: aliases that the statement around it uses. */
export function createRenderer(
  expression: ExpressionIR,
  place: ExpressionPlace & { reserved?: readonly string[] },
  createInputs: (context: InputsContext) => Inputs,
): Renderer {
  const schema = createSchema(place.model.entities)
  const entity = schema.entity(place.entity)
  if (entity === undefined) throw new Error(`the model has no entity ${place.entity}`)
  const bases = collectBases(schema, entity, expression.expr)
  const flow = createNullFlow(schema, bases)
  const inputs = createInputs({ schema, bases, flow })
  const renderer: Renderer = {
    schema,
    bases,
    flow,
    inputs,
    aliases: createAliases([entity.table.toLowerCase(), ...(place.reserved ?? [])]),
    rows: startingRows(entity),
    condition: (expr, wanted) => renderCondition(renderer, expr, wanted),
    value: (expr, isTyped = false) => renderValue(renderer, expr, isTyped),
    typeOf: (expr) => inferType(schema, bases, expr),
    tenantConditions: createTenantConditions(place.model.entities, entity, inputs),
  }
  return renderer
}

function startingRows(entity: EntityIR): Map<string, RowSource> {
  return new Map<string, RowSource>([
    ['row', { kind: 'table', entity, alias: quoteName(entity.table) }],
    ['next', { kind: 'input', entity, base: 'next' }],
    ['previous', { kind: 'input', entity, base: 'previous' }],
  ])
}
