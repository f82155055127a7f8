import { grantAccess } from '@cambium/runtime/access'
import type { Queryable } from '@cambium/runtime/database'
import type { Attack } from './served-walls.ts'

type Made = { readonly id: string }
type Repository = {
  create(input: object): Promise<Made>
  update(id: string, input: object): Promise<Made>
  delete(id: string): Promise<unknown>
}
/** The repositories of the model, across tenants. */
export type System = { readonly [entity: string]: Repository } & { crossTenant(): System }

/** Somebody with what is theirs. */
export interface Person {
  readonly id: string
  readonly tenant: string
  /** The ids of all that belongs to them, by entity. */
  readonly of: { readonly [entity: string]: readonly string[] }
  /** Those that nobody else may come to know. */
  readonly ids: readonly string[]
}

export interface People {
  readonly victim: Person
  /** Of the same company. */
  readonly colleague: Person
  /** Of another company. */
  readonly stranger: Person
}

/** How things come to be there. */
export interface SeedMeans {
  readonly database: Queryable
  /** Sends a request as this person; throws unless it is done. */
  send<Body>(person: Pick<Person, 'id' | 'tenant'>, attack: Attack): Promise<Body>
}

/** What all texts of the victim begin with; nobody else has anything like it. */
export const canary = 'zqcanary'
/** The numbers of the victim are this one. */
export const canaryNumber = 918_273_645

/** One who has something of everything, and two who look for it. */
export async function seedWalls(system: System, means: SeedMeans): Promise<People> {
  const { database } = means
  const acme = await make(system, 'Company', { name: 'Meadow', plan: 'm' })
  const bolt = await make(system, 'Company', { name: `${canary} company`, plan: `${canary} plan` })
  const victim = await seedPerson(system, { tenant: bolt, word: canary, number: canaryNumber })
  const colleague = await seedPerson(system, { tenant: bolt, word: 'meadow', number: 3 })
  const stranger = await seedPerson(system, { tenant: acme, word: 'meadow', number: 3 })
  const [task = ''] = victim.of.Task ?? []
  const entry = { entity: 'Task', id: task, subject: { user: 'nobody-known' } } as const
  await grantAccess(database, { ...entry, right: 'read' })
  return {
    victim: await withFiles(victim, means),
    colleague,
    stranger,
  }
}

/** With an endpoint, a file in a record, one in a field that others may not read, and one that belongs to nothing yet. */
async function withFiles(person: Person, { send }: SeedMeans): Promise<Person> {
  const upload = async (name: string): Promise<string> => {
    const { data } = await send<{ data: Made[] }>(person, multipart(`${canary} ${name}.txt`))
    return data[0]?.id ?? ''
  }
  const [scan, draft, waiting] = [await upload('scan'), await upload('draft'), await upload('late')]
  const url = `/api/tasks/${person.of.Task?.[0]}`
  await send(person, { method: 'PATCH', url, body: { scan, draft } })
  const endpoint = await send<Made>(person, {
    method: 'POST',
    url: '/api/webhooks',
    body: { url: `http://127.0.0.1:9/${canary}`, events: ['*'], description: `${canary} endpoint` },
  })
  const files = [scan, draft, waiting]
  const of = { ...person.of, File: files, Webhook: [endpoint.id] }
  return { ...person, of, ids: [...person.ids, ...files, endpoint.id] }
}

/** A file as browsers send it. */
function multipart(name: string): Attack {
  const head = `content-disposition: form-data; name="file"; filename="${name}"`
  const type = 'content-type: text/plain'
  return {
    method: 'POST',
    url: '/api/files',
    body: `--x\r\n${head}\r\n${type}\r\n\r\n${canary} content\r\n--x--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }
}

async function make(system: System, entity: string, input: object): Promise<string> {
  const repository = system[entity]
  if (repository === undefined) throw new Error(`There is no ${entity}`)
  return (await repository.create(input)).id
}

interface Seed {
  readonly tenant: string
  readonly word: string
  readonly number: number
}

async function seedPerson(system: System, { tenant, word, number }: Seed): Promise<Person> {
  const of: { [entity: string]: string[] } = {}
  const add = async (entity: string, input: object, isShared = false): Promise<string> => {
    const own = isShared ? {} : { tenantId: tenant }
    const id = await make(system, entity, { ...input, ...own })
    of[entity] = [...(of[entity] ?? []), id]
    return id
  }
  of.Company = [tenant]
  const id = await add('User', { name: `${word} name`, phone: `${word} phone`, note: word }, true)
  const tag = await add('Tag', { name: `${word} tag`, ownerId: id })
  const project = await add('Project', { name: `${word} project`, budget: number })
  await add('Seat', { projectId: project, userId: id, secret: `${word} secret` })
  const task = {
    title: `${word} title`,
    body: `${word} body`,
    points: number,
    salary: number,
    pin: `${word} pin`,
    inner: `${word} inner`,
    spot: { lat: 46.9, lng: 7.4 },
    ownerId: id,
  }
  const first = await add('Task', { ...task, code: `${word} code`, projectId: project })
  await system.Task?.update(first, { title: `${word} title again`, tagIds: [tag] })
  await add('Task', { ...task, code: `${word} child`, parentId: first })
  const gone = await add('Task', { ...task, code: `${word} gone` })
  await system.Task?.delete(gone)
  await add('Paper', { title: `${word} paper`, words: `${word} words`, authorId: id })
  const ids = Object.entries(of).flatMap(([entity, some]) => (entity === 'User' ? [] : some))
  return { id, tenant, of, ids }
}
