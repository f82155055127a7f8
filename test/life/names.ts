import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'

/** Where things are today that are known by the names they had on the first day. */
export interface Names {
  /** The path of an entity's records: `/api/tickets` of `Job`. */
  path(entity: string): string
  /** The property that `Job.title` is now; what is gone has its former name. */
  field(name: string): string
  entity(name: string): EntityIR
}

/** Follows every name by the identity in the model it was first seen in. */
export function createNames(): { see(model: ModelIR): Names } {
  const first = new Map<string, { entity: number; field: number | null }>()
  return {
    see(model) {
      for (const entity of model.entities) {
        note(first, entity.name, { entity: entity.id, field: null })
        for (const { id, name } of entity.fields) {
          note(first, `${entity.name}.${name}`, { entity: entity.id, field: id })
        }
      }
      return namesIn(model, first)
    },
  }
}

type Identities = Map<string, { entity: number; field: number | null }>

function note(names: Identities, name: string, identity: { entity: number; field: number | null }) {
  if (!names.has(name)) names.set(name, identity)
}

function namesIn({ entities }: ModelIR, first: Identities): Names {
  const entity = (name: string): EntityIR => {
    const found = entities.find(({ id }) => id === first.get(name)?.entity)
    if (!found) throw new Error(`There is no ${name} any more`)
    return found
  }
  return {
    entity,
    path: (name) => `/api/${entity(name).names.path}`,
    field(name) {
      const [owner = '', field = ''] = name.split('.')
      const found = entity(owner).fields.find(({ id }) => id === first.get(name)?.field)
      return found?.name ?? field
    },
  }
}

/** The fields whose values an answer holds. */
export function shownFields({ fields }: EntityIR): FieldIR[] {
  return fields.filter(({ hidden, writeOnly }) => !hidden && !writeOnly)
}
