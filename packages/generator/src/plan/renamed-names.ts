import type { EntityIR, ModelIR } from '@cambium/model'

/** An entity that had another name, or whose fields of files had: what is kept of its records elsewhere goes by these names. */
export interface RenamedNames {
  from: string
  to: string
  /** Former names of fields with files, and what they are called now. */
  fields?: { [from: string]: string }
}

/** The names that changed between two models, in the order of the newer one. */
export function renamedNames(from: ModelIR | null, to: ModelIR): RenamedNames[] {
  const before = new Map(from?.entities.map((entity) => [entity.id, entity]))
  return to.entities.flatMap((entity): RenamedNames[] => {
    const former = before.get(entity.id)
    if (!former) return []
    const fields = renamedFileFields(former, entity)
    const isSame = former.name === entity.name && Object.keys(fields).length === 0
    if (isSame) return []
    const names = { from: former.name, to: entity.name }
    return [Object.keys(fields).length === 0 ? names : { ...names, fields }]
  })
}

function renamedFileFields(former: EntityIR, entity: EntityIR): { [from: string]: string } {
  const before = new Map(former.fields.map(({ id, name }) => [id, name]))
  const renames = entity.fields.flatMap(({ id, name, kind }): [string, string][] => {
    const old = before.get(id)
    const isFile = kind === 'file' || kind === 'image'
    return isFile && old !== undefined && old !== name ? [[old, name]] : []
  })
  return Object.fromEntries(renames)
}

/** What a migration does about them, in words: one line for each. */
export function renamedWords({ from, to, fields = {} }: RenamedNames): string[] {
  const entity = from === to ? [] : [`call what is kept of ${from} after ${to}`]
  const files = Object.entries(fields).map(
    ([old, name]) => `call the files of ${to}.${old} after ${name}`,
  )
  return [...entity, ...files]
}
