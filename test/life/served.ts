import type { EntityIR, FieldIR } from '@cambium/model/ir'
import type { Body, ServedVersion } from '../gradual/index.ts'
import type { Names } from './names.ts'

/** The API of today, spoken to in the names of the first day. */
export interface Api extends ServedVersion {
  names: Names
  /** Creates a record; what it must have and is not given is made up. */
  create(entity: string, values?: object, status?: number): Promise<Body>
  update(entity: string, record: Body, values: object, status?: number): Promise<Body>
  list(entity: string, query?: string): Promise<Body[]>
}

/** Speaks to a served version. */
export function speakTo(served: ServedVersion, names: Names): Api {
  return {
    ...served,
    names,
    create: (entity, values = {}, status = 201) =>
      served.call('POST', names.path(entity), {
        body: { ...madeUp(names.entity(entity)), ...renamed(names, entity, values) },
        status,
      }),
    update: (entity, { id }, values, status = 200) =>
      served.call('PATCH', `${names.path(entity)}/${id}`, {
        body: renamed(names, entity, values),
        status,
      }),
    async list(entity, query = '') {
      const { data } = await served.call('GET', `${names.path(entity)}?limit=100&${query}`)
      return data as Body[]
    },
  }
}

function renamed(names: Names, entity: string, values: object): Body {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [names.field(`${entity}.${name}`), value]),
  )
}

function madeUp({ fields }: EntityIR): Body {
  const needed = fields.filter(
    ({ origin, required, readOnly, default: otherwise, kind }) =>
      origin === 'model' && required && !readOnly && !otherwise && kind !== 'reference',
  )
  return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field)]))
}

function sampleOf({ value, choice }: FieldIR): unknown {
  if (choice) return choice.values[0]
  return value === 'string' ? 'made up' : value === 'boolean' ? false : 1
}
