import {
  bool,
  choice,
  type EntityDefinition,
  int,
  type ModelIR,
  manyToMany,
  one,
  point,
  text,
} from '@cambium/model'
import { buildModel } from '../../../packages/generator/src/testing/index.ts'
import type { EntityShape, FieldRuleShape, FieldShape, RuleShape, Shape } from './shape.ts'

/** The shape as model files would say it, checked and compiled like those. */
export function modelOf(shape: Shape): ModelIR {
  const { model } = buildModel(
    shape.entities.map((entity) => definitionOf(entity, shape)),
    {
      config: {
        roles: Object.fromEntries(
          Object.entries(shape.roles).map(([role, inherits]) => [
            role,
            { inherits: [...inherits] },
          ]),
        ),
        ...(shape.hasTenants && { tenancy: { entity: 'Company', isolation: 'row' } }),
      },
    },
  )
  return model
}

function definitionOf(entity: EntityShape, { hasTenants }: Shape): EntityDefinition {
  const references = entity.references.filter(({ isTenant }) => !isTenant)
  const options = {
    fields: {
      ...Object.fromEntries(entity.fields.map((field) => [field.name, fieldOf(field)])),
      ...Object.fromEntries(
        references.map(({ relation, target, inverse, nullable, hidden, onDelete }) => [
          relation,
          one(target, { inverse, required: !nullable, hidden: hidden === true, onDelete }),
        ]),
      ),
      ...Object.fromEntries(
        entity.links.map(({ relation, target, inverse, through }) => [
          relation,
          manyToMany(target, { inverse, ...(through && { through: through.entity }) }),
        ]),
      ),
    },
    softDelete: entity.softDelete,
    history: entity.history,
    ...(hasTenants && entity.tenancy === 'none' && { tenant: false }),
    versioned: entity.versioned,
    api: { upsert: entity.upsert },
    check: Object.fromEntries(entity.checks.map((check) => [`it breaks ${check}`, arrowOf(check)])),
    access: Object.fromEntries(
      Object.entries(entity.access).flatMap(([name, rule]) =>
        rule == null ? [] : [[name, ruleOf(rule)]],
      ),
    ),
    fieldAccess: Object.fromEntries([
      ...entity.fields.flatMap(({ name, rules }) => (rules ? [[name, fieldRulesOf(rules)]] : [])),
      ...references.flatMap(({ relation, rules }) =>
        rules ? [[relation, fieldRulesOf(rules)]] : [],
      ),
    ]),
  }
  return { cambium: 'entity', name: entity.name, options }
}

function fieldOf(field: FieldShape): object {
  const { kind, nullable, choices = [], transitions, unique, hidden, searched, encrypted } = field
  const common = { required: !nullable, hidden: hidden === true }
  switch (kind) {
    case 'text':
      return text({
        ...common,
        unique: unique === true,
        ...(searched && { search: 'B' }),
        ...(encrypted && { encrypted }),
      })
    case 'int':
      return int(common)
    case 'bool':
      return bool(common)
    case 'point':
      return point(common)
    case 'choice':
      return choice(choices, {
        ...common,
        ...(transitions && { transitions, default: choices[0] }),
      })
  }
}

function fieldRulesOf({ read, write }: FieldRuleShape): object {
  return { ...(read && { read: ruleOf(read) }), ...(write && { write: ruleOf(write) }) }
}

function arrowOf(text: string): unknown {
  return new Function(`return ${text}`)()
}

function ruleOf(rule: RuleShape): unknown {
  switch (rule.type) {
    case 'public':
    case 'signedIn':
    case 'none':
      return rule.type
    case 'role':
      return named('role', rule.roles)
    case 'owner':
      return named('owner', [rule.relation])
    case 'acl':
      return named('acl', [rule.right])
    case 'only':
      return named('only', rule.names)
    case 'arrow':
      return arrowOf(rule.text)
    case 'any':
      return rule.rules.map(ruleOf)
    case 'all':
      return { all: rule.rules.map(ruleOf) }
  }
}

/** As `role`, `owner` and `only` make it, whose types want the names of a model that is known. */
function named(rule: string, names: readonly string[]): object {
  return { cambium: 'rule', rule, arguments: [...new Set(names)] }
}
