import type { EntityIR, ModelIR, RuleIR } from '@cambium/model'
import { createRandom, type Random } from '../rules/fuzz/index.ts'
import { randomRule } from '../rules/fuzz/write/index.ts'
import { compileExpression, createSchema } from '../rules/index.ts'

interface Writing {
  model: ModelIR
  random: Random
}

/** The model with other rules on these entities: alternatives of random arrows, owners, roles and rights. */
export function randomRules(
  model: ModelIR,
  { seed, entities }: { seed: number; entities: readonly string[] },
): ModelIR {
  const writing = { model, random: createRandom(seed) }
  return {
    ...model,
    entities: model.entities.map((entity) =>
      entities.includes(entity.name) ? withRandomRules(writing, entity) : entity,
    ),
  }
}

function withRandomRules(writing: Writing, entity: EntityIR): EntityIR {
  const rule = (isUpdate = false): RuleIR => compoundRule(writing, entity, isUpdate)
  const admin: RuleIR = { type: 'role', roles: ['admin'] }
  return {
    ...entity,
    access: {
      read: { type: 'any', rules: [rule(), admin] },
      create: rule(),
      update: rule(true),
      delete: rule(),
    },
    fieldAccess: entity.fieldAccess.map(({ field }) => ({
      field,
      read: rule(),
      write: rule(true),
    })),
  }
}

function compoundRule(writing: Writing, entity: EntityIR, isUpdate: boolean): RuleIR {
  const leaf = (): RuleIR => leafRule(writing, entity, isUpdate)
  switch (writing.random.below(4)) {
    case 0:
      return leaf()
    case 1:
      return { type: 'all', rules: [leaf(), { type: 'any', rules: [leaf(), leaf()] }] }
    default:
      return { type: 'any', rules: [leaf(), leaf()] }
  }
}

function leafRule(writing: Writing, entity: EntityIR, isUpdate: boolean): RuleIR {
  const owners = entity.fields.filter(({ reference }) => reference?.target === 'User')
  switch (writing.random.below(10)) {
    case 0:
      return { type: 'role', roles: ['staff'] }
    case 1:
      return { type: 'acl', right: 'read' }
    case 2:
      return { type: 'signedIn' }
    case 3:
      return { type: 'owner', field: owners[0]?.name ?? 'id' }
    default:
      return arrowRule(writing, entity, isUpdate)
  }
}

/** Goes on until the compiler accepts what was written. */
function arrowRule(writing: Writing, entity: EntityIR, isUpdate: boolean): RuleIR {
  const { model, random } = writing
  const schema = createSchema(model.entities)
  for (;;) {
    const { text, purpose } = randomRule(schema, entity, random)
    if (purpose !== 'rule') continue
    // the roles of the model, of which guest is none
    const arrow = text.replaceAll("'guest'", "'staff'")
    const site = { entity: entity.name, purpose }
    const { expression } = compileExpression(arrow, site, model.entities)
    if (expression && (isUpdate || !expression.needsNext)) return { type: 'expression', expression }
  }
}
