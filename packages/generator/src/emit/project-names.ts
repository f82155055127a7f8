import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { isGlobalName } from '../print/index.ts'
import { type LogicPlan, planLogic } from './logic-plan.ts'

/** One entity with everything that generated files call it, fixed once so that every file agrees. */
export interface EntityPlan {
  readonly entity: EntityIR
  /** The record's interface: `Task`. */
  readonly record: string
  readonly create: string
  readonly update: string
  /** The record with its relations, as rules see it. */
  readonly row: string
  /** The resource constant: `task`. */
  readonly resource: string
  readonly columns: string
  readonly fields: string
  readonly required: string
  readonly hooks: string
  readonly routes: string
  readonly files: EntityFiles
  /** The type of a choice: `TaskStatus`. */
  choiceType(field: FieldIR): string
}

/** Where the files of an entity stand; an ejected one under its owned name. */
export interface EntityFiles {
  readonly model: string
  readonly schema: string
  readonly queries: string
  readonly operations: string
  readonly routes: string
  readonly hooks: string
  readonly test: string
}

/** The model with the names of its generated parts. */
export interface ProjectPlan {
  readonly model: ModelIR
  readonly entities: readonly EntityPlan[]
  /** Functions, jobs and their kin; null where there are none. */
  readonly logic: LogicPlan | null
  /** The plan of an entity; a name that is not in the model is a bug and throws. */
  of(entity: string): EntityPlan
}

/** Names everything once. `ejected` are the generated paths whose owned form is there. */
export function planProject(model: ModelIR, ejected: ReadonlySet<string>): ProjectPlan {
  const taken = new Set(model.entities.map((entity) => entity.name))
  const entities = model.entities.map((entity) => planEntity(entity, taken, ejected))
  const byName = new Map(entities.map((plan) => [plan.entity.name, plan]))
  return {
    model,
    entities,
    logic: planLogic(model, ejected),
    of(name) {
      const plan = byName.get(name)
      if (!plan) throw new Error(`The model has no entity "${name}"`)
      return plan
    },
  }
}

function planEntity(
  entity: EntityIR,
  taken: Set<string>,
  ejected: ReadonlySet<string>,
): EntityPlan {
  const { camel, variable } = entity.names
  const record = isGlobalName(entity.name) ? freeName([`${entity.name}Record`], taken) : entity.name
  const create = freeName([`${entity.name}Create`, `${entity.name}CreateInput`], taken)
  const update = freeName([`${entity.name}Update`, `${entity.name}UpdateInput`], taken)
  const row = freeName([`${entity.name}Row`, `${entity.name}RuleRow`], taken)
  const own = new Set([record, create, update])
  return {
    entity,
    record,
    create,
    update,
    row,
    resource: localNames.has(variable) ? `${camel}Record` : variable,
    columns: `${camel}Columns`,
    fields: `${camel}Fields`,
    required: `${camel}Required`,
    hooks: `${camel}Hooks`,
    routes: `${camel}Routes`,
    files: filesOf(entity, ejected),
    choiceType: (field) => choiceName(entity, field, own),
  }
}

/** What generated functions call their own values: no resource may be called so. */
const localNames = new Set(
  `caller changed created db found id input now options queries query related reply request server sql values`.split(
    ' ',
  ),
)

function choiceName(entity: EntityIR, field: FieldIR, own: ReadonlySet<string>): string {
  const name = `${entity.name}${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`
  return own.has(name) ? `${name}Choice` : name
}

function freeName(candidates: readonly string[], taken: Set<string>): string {
  const last = candidates.at(-1) ?? ''
  let name = candidates.find((candidate) => !taken.has(candidate))
  for (let count = 2; name === undefined; count++) {
    if (!taken.has(`${last}${count}`)) name = `${last}${count}`
  }
  taken.add(name)
  return name
}

function filesOf(entity: EntityIR, ejected: ReadonlySet<string>): EntityFiles {
  const stem = `${entity.folder}/${entity.names.file}`
  const generated = (part: string): string => {
    const path = `${stem}.${part}.gen.ts`
    const owned = `${stem}.${part}.ts`
    return ejected.has(path) || ejected.has(owned) ? owned : path
  }
  return {
    model: `${stem}.model.ts`,
    schema: generated('schema'),
    queries: generated('queries'),
    operations: generated('operations'),
    routes: generated('routes'),
    hooks: `${stem}.hooks.ts`,
    test: generated('test'),
  }
}
