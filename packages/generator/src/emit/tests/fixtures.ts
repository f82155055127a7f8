import type { EntityIR, FieldIR, ManyToManyIR } from '@cambium/model'
import { code, literal, objectLines, type Part, propertyKey } from '../../print/index.ts'
import { isInUnique } from '../decisions/index.ts'
import { linkInputs, needsHeldTogether } from '../entity-fields.ts'
import type { ProjectPlan } from '../project-names.ts'
import { sampleRecord } from './sample-record.ts'

/** The records a scenario table needs, collected in the order they must be created. */
export interface Fixtures {
  /** The names of all records. */
  readonly names: readonly string[]
  /** The statements that make these records and what they need, in order. */
  statements(names: readonly string[]): Part[]
  /** Adds a record and what it needs; its variable, or null when it cannot be made up. */
  add(entity: EntityIR, wanted: WantedRecord): string | null
  /** The values of its required relations, as members of an object; null when one cannot be made up. */
  relations(entity: EntityIR, wanted: WantedRecord): { name: string; value: string }[] | null
}

export interface WantedRecord {
  variable: string
  /** Different for each record of an entity, so that unique values differ. */
  n: number
  /** Fields that hold the caller's id. */
  owns: readonly string[]
  /** The variable of the caller's own record, where there is one. */
  caller: string | null
  /** Owners of related records that the caller must be able to read. */
  ownsOf?: (target: EntityIR) => readonly string[]
}

/** Starts an empty collection. */
export function createFixtures(project: ProjectPlan): Fixtures {
  const made: { name: string; statement: Part; uses: string[] }[] = []
  const names: string[] = []
  const shared = new Map<string, string>()
  const running = new Set<string>()

  function add(entity: EntityIR, wanted: WantedRecord): string | null {
    if (running.has(entity.name) || needsHeldTogether(entity)) return null
    running.add(entity.name)
    const values = sampleRecord(entity, wanted.n, { byServer: true })
    const related = values && relations(entity, wanted)
    running.delete(entity.name)
    if (!values || !related) return null
    const members = [
      ...Object.entries(values).map(([name, value]) => `${propertyKey(name)}: ${literal(value)}`),
      ...related.map(({ name, value }) => `${propertyKey(name)}: ${value}`),
    ]
    const create = `await system.${entity.name}.create(`
    made.push({
      name: wanted.variable,
      statement: code`const ${wanted.variable} = ${create}${objectLines(members)})`,
      uses: names.filter((name) => related.some(({ value }) => mentions(value, name))),
    })
    names.push(wanted.variable)
    return wanted.variable
  }

  function relations(
    entity: EntityIR,
    wanted: WantedRecord,
  ): { name: string; value: string }[] | null {
    const values: { name: string; value: string }[] = []
    if (needsHeldTogether(entity)) return null
    for (const field of entity.fields) {
      const value = referenceValue(entity, field, wanted)
      if (value === null) return null
      if (value !== undefined) values.push({ name: field.name, value })
    }
    for (const link of linkInputs(entity).filter(({ required }) => required)) {
      const value = linkValue(entity, link, wanted)
      if (value === null) return null
      values.push({ name: link.input, value })
    }
    return values
  }

  function referenceValue(
    entity: EntityIR,
    field: FieldIR,
    wanted: WantedRecord,
  ): string | null | undefined {
    if (wanted.owns.includes(field.name)) return field.name === 'id' ? undefined : callerId(wanted)
    if (!field.reference || field.nullable || field.origin !== 'model') return undefined
    if (field.default) return callerId(wanted)
    const target = related(field.reference.target, { wanted, fresh: isInUnique(entity, field) })
    return target && `${target}.id`
  }

  function linkValue(entity: EntityIR, link: ManyToManyIR, wanted: WantedRecord): string | null {
    const target = related(link.target, { wanted, fresh: link.target === entity.name })
    return target && `[${target}.id]`
  }

  function related(
    name: string,
    { wanted, fresh }: { wanted: WantedRecord; fresh: boolean },
  ): string | null {
    const known = shared.get(name)
    if (known && !fresh) return known
    const { entity } = project.of(name)
    const n = names.length + 11
    const variable = `${entity.names.camel}${n - 10}`
    const owns = wanted.ownsOf?.(entity) ?? []
    const added = add(entity, { ...wanted, variable, n, owns })
    if (added) shared.set(name, added)
    return added
  }

  function statements(wanted: readonly string[]): Part[] {
    const needed = new Set(wanted)
    for (const { name, uses } of made.toReversed()) {
      if (needed.has(name)) for (const used of uses) needed.add(used)
    }
    return made.filter(({ name }) => needed.has(name)).map(({ statement }) => statement)
  }

  return { names, statements, add, relations }
}

/** Does the text speak of this variable? */
export function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text)
}

function callerId({ caller }: WantedRecord): string | null {
  return caller && `${caller}.id`
}
