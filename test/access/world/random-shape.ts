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
import { type EntitySkeleton, skeletons, tenantSkeleton } from './skeleton.ts'

/** The roles of every random model. */
export const roles: readonly string[] = ['staff', 'admin', 'guest']

/** What a rule is written for, which decides what it may speak of. */
interface Site {
  readonly entity: EntityShape
  readonly isUpdate: boolean
  /** There is no record yet on which somebody could have a right. */
  readonly isCreate?: boolean
}

type WriteRule = (site: Site) => RuleShape

/** A random model: the skeleton, with options, rules and rules of fields left to chance. */
export function randomShape(random: Random): Shape {
  const hasTenants = random.chance(0.55)
  const brings = (role: string): string[] => (random.chance(0.45) ? [role] : [])
  const chosen = hasTenants ? [tenantSkeleton, ...skeletons] : skeletons
  const bare: Shape = {
    hasTenants,
    roles: { staff: brings('guest'), admin: brings('staff'), guest: [] },
    entities: chosen.map((skeleton) => bareEntity(skeleton, { hasTenants, random })),
  }
  const arrows = chanceOfRules(modelOf(bare).entities, { roles, random })
  const arrow: WriteRule = ({ entity, isUpdate }) => ({
    type: 'arrow',
    text: arrows(entity.name, isUpdate),
  })
  const write: WriteRule = (site) => randomRule(random, site, arrow)
  return { ...bare, entities: bare.entities.map((entity) => withRules(entity, random, write)) }
}

function bareEntity(
  skeleton: EntitySkeleton,
  { hasTenants, random }: { hasTenants: boolean; random: Random },
): EntityShape {
  const { references, fields: bare, ...rest } = skeleton
  const tenancy = hasTenants ? randomTenancy(skeleton, random) : 'none'
  const fields = bare.map((field) => bareField(field, skeleton.upsert, random))
  return {
    ...rest,
    fields,
    checks: fields.flatMap((field) => (random.chance(0.15) ? checksOf(field) : [])),
    softDelete: random.chance(0.35),
    versioned: random.chance(0.6),
    history: random.chance(0.4),
    tenancy,
    access: { read: null, create: null, update: null, delete: null },
    references: [
      ...(tenancy === 'row' ? [tenantKey] : []),
      ...references.map(({ isNeeded = false, ...reference }) => ({
        ...reference,
        key: `${reference.relation}Id`,
        nullable: !isNeeded,
        onDelete: isNeeded
          ? ('cascade' as const)
          : random.pick(['setNull', 'setNull', 'restrict'] as const),
        ...(!isNeeded && random.chance(0.06) && { hidden: true }),
      })),
    ],
  }
}

/** Accounts are mostly shared by tenants, other records seldom. */
function randomTenancy({ name }: EntitySkeleton, random: Random): EntityShape['tenancy'] {
  if (name === tenantSkeleton.name) return 'self'
  return random.chance(name === 'User' ? 0.7 : 0.12) ? 'none' : 'row'
}

const tenantKey: EntityShape['references'][number] = {
  relation: 'tenant',
  key: 'tenantId',
  target: tenantSkeleton.name,
  inverse: '',
  nullable: false,
  onDelete: 'restrict',
  isTenant: true,
}

function bareField(
  field: EntitySkeleton['fields'][number],
  upsert: string,
  random: Random,
): FieldShape {
  // A hidden one cannot be sent, so that nobody could create a record that needs it.
  const mayHide = !field.unique && !field.searched && !field.encrypted && field.name !== upsert
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
  const rule = (isUpdate: boolean, isCreate = false): RuleShape | null =>
    random.chance(0.06) ? null : write({ entity, isUpdate, isCreate })
  const access: AccessShape = {
    read: rule(false),
    create: random.chance(0.4) ? { type: 'signedIn' } : rule(false, true),
    update: random.chance(0.3) ? { type: 'signedIn' } : rule(true),
    delete: random.chance(0.3) ? { type: 'signedIn' } : rule(false),
    ...(random.chance(0.4) && { share: write({ entity, isUpdate: false }) }),
  }
  const ruled = <Part extends object>(part: Part, isOpen: boolean): Part => {
    const rules: FieldRuleShape = {
      ...(!isOpen && random.chance(0.35) && { read: write({ entity, isUpdate: false }) }),
      ...(random.chance(0.22) && { write: write({ entity, isUpdate: false }) }),
    }
    return Object.keys(rules).length === 0 ? part : { ...part, rules }
  }
  return {
    ...entity,
    access,
    // Of a new tenant its own call sees nothing yet, so that who reads which of its fields is another matter.
    fields: entity.fields.map((field) =>
      entity.tenancy === 'self' ? field : ruled(field, field.hidden === true),
    ),
    references: entity.references.map((field) =>
      field.isTenant ? field : ruled(field, field.hidden === true),
    ),
  }
}

function randomRule(random: Random, site: Site, arrow: WriteRule): RuleShape {
  const simple = (): RuleShape => {
    switch (random.below(10)) {
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
        return site.isCreate ? arrow(site) : { type: 'acl', right: random.pick(['read', 'write']) }
      case 6:
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
    ...entity.references.filter(({ isTenant }) => !isTenant).map(({ relation }) => relation),
    ...entity.links.filter(({ through }) => through === undefined).map(({ relation }) => relation),
  ]
  return { type: 'only', names: names.filter(() => random.chance(0.5)).concat(random.pick(names)) }
}
