import { chanceOfRules, type Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { modelOf } from './model-of.ts'
import type {
  AccessShape,
  EntityShape,
  FieldRuleShape,
  FieldShape,
  RuleShape,
  Shape,
} from './shape.ts'
import { type EntitySkeleton, skeletons } from './skeleton.ts'

/** The roles of every random model. */
export const roles: readonly string[] = ['staff', 'admin', 'guest']

/** What a rule is written for, which decides what it may speak of. */
interface Site {
  readonly entity: EntityShape
  readonly isUpdate: boolean
}

type WriteRule = (site: Site) => RuleShape

/** A random model: the skeleton, with options, rules and rules of fields left to chance. */
export function randomShape(random: Random): Shape {
  const bare: Shape = { entities: skeletons.map((skeleton) => bareEntity(skeleton, random)) }
  const arrows = chanceOfRules(modelOf(bare).entities, { roles, random })
  const arrow: WriteRule = ({ entity, isUpdate }) => ({
    type: 'arrow',
    text: arrows(entity.name, isUpdate),
  })
  const write: WriteRule = (site) => randomRule(random, site, arrow)
  return { entities: bare.entities.map((entity) => withRules(entity, random, write)) }
}

function bareEntity(skeleton: EntitySkeleton, random: Random): EntityShape {
  const { references, fields: bare, ...rest } = skeleton
  const fields = bare.map((field) => bareField(field, skeleton.upsert, random))
  return {
    ...rest,
    fields,
    checks: fields.flatMap((field) => (random.chance(0.15) ? checksOf(field) : [])),
    softDelete: random.chance(0.35),
    versioned: random.chance(0.6),
    access: { read: null, create: null, update: null, delete: null },
    references: references.map(({ isNeeded = false, ...reference }) => ({
      ...reference,
      key: `${reference.relation}Id`,
      nullable: !isNeeded,
      onDelete: isNeeded ? 'cascade' : random.pick(['setNull', 'setNull', 'restrict']),
      ...(!isNeeded && random.chance(0.06) && { hidden: true }),
    })),
  }
}

function bareField(
  field: EntitySkeleton['fields'][number],
  upsert: string,
  random: Random,
): FieldShape {
  // A hidden one cannot be sent, so that nobody could create a record that needs it.
  const mayHide = !field.unique && !field.searched && field.name !== upsert
  const isHidden = mayHide && random.chance(0.1)
  const moves = field.name === 'status' && random.chance(0.5) ? { transitions } : {}
  return { nullable: false, ...field, ...(isHidden ? hidden : moves) }
}

const transitions = { open: ['done', 'late'], done: ['open'], late: [] }

/** One that some rows break already. */
function checksOf({ name, kind, nullable }: FieldShape): string[] {
  if (kind !== 'int') return []
  return [nullable ? `(row) => (row.${name} ?? 0) < 5` : `(row) => row.${name} < 5`]
}

const hidden = { hidden: true, nullable: true } as const

function withRules(entity: EntityShape, random: Random, write: WriteRule): EntityShape {
  const rule = (isUpdate: boolean): RuleShape | null =>
    random.chance(0.06) ? null : write({ entity, isUpdate })
  const access: AccessShape = {
    read: rule(false),
    create: random.chance(0.4) ? { type: 'signedIn' } : rule(false),
    update: random.chance(0.3) ? { type: 'signedIn' } : rule(true),
    delete: random.chance(0.3) ? { type: 'signedIn' } : rule(false),
  }
  const ruled = <Part extends object>(part: Part, isOpen: boolean): Part => {
    const rules: FieldRuleShape = {
      ...(!isOpen && random.chance(0.3) && { read: write({ entity, isUpdate: false }) }),
      ...(random.chance(0.18) && { write: write({ entity, isUpdate: false }) }),
    }
    return Object.keys(rules).length === 0 ? part : { ...part, rules }
  }
  return {
    ...entity,
    access,
    fields: entity.fields.map((field) => ruled(field, field.hidden === true)),
    references: entity.references.map((field) => ruled(field, field.hidden === true)),
  }
}

function randomRule(random: Random, site: Site, arrow: WriteRule): RuleShape {
  const simple = (): RuleShape => {
    switch (random.below(9)) {
      case 0:
        return { type: 'public' }
      case 1:
        return { type: 'signedIn' }
      case 2:
        return { type: 'role', roles: random.chance(0.3) ? ['staff', 'guest'] : ['staff'] }
      case 3:
      case 4:
        return ownerOf(random, site.entity) ?? arrow(site)
      case 5:
        return site.isUpdate ? onlyOf(random, site.entity) : arrow(site)
      default:
        return arrow(site)
    }
  }
  if (random.chance(0.03)) return { type: 'none' }
  if (random.chance(0.55)) return simple()
  const type = random.chance(0.65) ? 'any' : 'all'
  return { type, rules: [simple(), simple(), ...(random.chance(0.3) ? [simple()] : [])] }
}

function ownerOf(random: Random, entity: EntityShape): RuleShape | null {
  const owners = entity.references.filter(({ target }) => target === 'User')
  if (owners.length === 0) return entity.name === 'User' ? ownId : null
  const { relation, key } = random.pick(owners)
  return { type: 'owner', relation, key }
}

const ownId: RuleShape = { type: 'owner', relation: 'id', key: 'id' }

function onlyOf(random: Random, entity: EntityShape): RuleShape {
  const names = [
    ...entity.fields.map(({ name }) => name),
    ...entity.references.map(({ relation }) => relation),
    ...entity.links.filter(({ through }) => through === undefined).map(({ relation }) => relation),
  ]
  return { type: 'only', names: names.filter(() => random.chance(0.5)).concat(random.pick(names)) }
}
