import type { EntityIR } from '@cambium/model/ir'
import { compileExpression } from '../compile-expression.ts'
import { createSchema } from '../schema/index.ts'
import type { Random } from './random.ts'
import { randomRule } from './write/index.ts'

const attempts = 400

/**
 * Random arrows that the compiler accepts, for any entity of a model; those of updates may speak of the values to be.
 * Whoever takes one decides it without the compiler.
 */
export function chanceOfRules(
  entities: EntityIR[],
  { roles, random }: { roles: readonly string[]; random: Random },
): (entity: string, isUpdate: boolean) => string {
  const schema = createSchema(entities)
  return (name, isUpdate) => {
    const entity = schema.entity(name)
    if (entity === undefined) throw new Error(`There is no entity ${name}`)
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { text, purpose } = randomRule(schema, entity, random)
      if (purpose !== 'rule' || text.length > 400) continue
      const site = { entity: name, purpose, roles }
      const { expression } = compileExpression(text, site, entities)
      if (expression !== null && (isUpdate || !expression.needsNext)) return text
    }
    throw new Error(`No rule was found for ${name}`)
  }
}
