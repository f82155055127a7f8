import { nearestName, StartupError } from '../errors/index.ts'
import type { DeclaredEvent, RegisteredHandler } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import { parseDuration } from '../jobs/index.ts'
import type { Registry, WrittenRecord } from '../operation/index.ts'
import type { LaneLimits, Message } from '../queue/index.ts'
import { validateInput } from '../schema/index.ts'
import type { EventHandler } from './on.ts'
import { eventNameOf, recordKeyOf, recordPayload } from './record-events.ts'

/** What a message of the kind `event` carries. */
export interface EventBody {
  /** When it was written. */
  readonly at: string
  /** The record whose events keep their order; null for one that is of no record. */
  readonly of: string | null
  readonly payload: unknown
}

/** A handler with its words read. */
export interface KnownHandler {
  readonly name: string
  readonly definition: EventHandler
  readonly timeoutMs: number
  readonly limits: LaneLimits
}

export interface EventBookOptions {
  readonly handlers: readonly RegisteredHandler<EventHandler>[]
  readonly declared: readonly DeclaredEvent[]
  readonly registry: Registry
  /** True where somebody beside the handlers may want declared events, as endpoints of others do. */
  readonly hasOtherSubscribers?: boolean
}

/** The events of an application and who handles them. */
export interface EventBook {
  readonly declared: readonly DeclaredEvent[]
  /** The handlers of an event, in the order of the application. */
  handlersOf(event: string): readonly KnownHandler[]
  findHandler(name: string): KnownHandler | undefined
  /** The message of an event that code emits; none where nobody wants it. Throws for what is not declared so. */
  emitted(event: string, payload: unknown): readonly Message[]
  /** The message of a record that was written; none where nobody wants it. */
  written(record: WrittenRecord): readonly Message[]
}

const nothing: readonly Message[] = []

/** Reads the handlers and declared events of an application; refuses to start with what makes no sense. */
export function createEventBook(options: EventBookOptions): EventBook {
  const { registry, declared } = options
  const handlers = options.handlers.map(readHandler)
  const byName = new Map(handlers.map((handler) => [handler.name, handler]))
  const byEvent = Map.groupBy(handlers, ({ definition }) => definition.event)
  const known = new Map(declared.map((event) => [event.name, event]))
  const wanted = new Set([...byEvent.keys(), ...(options.hasOtherSubscribers ? known.keys() : [])])
  checkHandled([...byEvent.keys()], { known, registry })
  return {
    declared,
    handlersOf: (event) => byEvent.get(event) ?? [],
    findHandler: (name) => byName.get(name),
    emitted(name, payload) {
      const event = known.get(name)
      if (!event) throw undeclared(name, known)
      const checked = checkedPayload(event, payload)
      if (!wanted.has(name)) return nothing
      return [messageOf(name, recordKeyOf(event.entity, checked), checked)]
    },
    written(record) {
      const name = eventNameOf(record)
      if (!wanted.has(name)) return nothing
      const payload = recordPayload(registry.get(record.entity).resource, record)
      return [messageOf(name, `${record.entity}:${payload.id}`, payload)]
    },
  }
}

function messageOf(name: string, of: string | null, payload: unknown): Message {
  const body: EventBody = { at: new Date().toISOString(), of, payload }
  return {
    id: newId(),
    kind: 'event',
    name,
    payload: body,
    ...(of !== null && { orderKey: `event|${of}` }),
  }
}

function readHandler({ name, definition }: RegisteredHandler<EventHandler>): KnownHandler {
  const of = `of the handler "${name}"`
  const {
    transaction,
    concurrency = 10,
    timeout = transaction === false ? '1m' : '5s',
  } = definition
  try {
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new Error(`concurrency ${of}: ${concurrency} is no count: write 1 or more`)
    }
    const timeoutMs = parseDuration(timeout, `timeout ${of}`)
    return { name, definition, timeoutMs, limits: { perInstance: concurrency } }
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function checkHandled(
  events: readonly string[],
  { known, registry }: { known: ReadonlyMap<string, DeclaredEvent>; registry: Registry },
): void {
  const operations = ['create', 'update', 'delete'] as const
  const all = registry.entities.flatMap(({ resource }) =>
    operations.map((operation) => eventNameOf({ entity: resource.name, operation })),
  )
  const names = [...known.keys(), ...all]
  const stranger = events.find((event) => !names.includes(event))
  if (stranger === undefined) return
  const nearest = nearestName(stranger, names)
  const hint = nearest ? `: did you mean "${nearest}"?` : ''
  throw new StartupError(`A handler waits for the event "${stranger}", which there is not${hint}`)
}

function undeclared(name: string, known: ReadonlyMap<string, DeclaredEvent>): Error {
  const nearest = nearestName(name, [...known.keys()])
  const hint = nearest
    ? `: did you mean "${nearest}"?`
    : ': declare it in the `events` of an entity'
  return new Error(`No entity declares the event "${name}"${hint}`)
}

function checkedPayload(event: DeclaredEvent, payload: unknown): unknown {
  if (!event.payload) return payload ?? {}
  const { value, errors } = validateInput(event.payload, 'create', payload ?? {})
  if (errors.length === 0) return value
  const words = errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  throw new Error(`The event "${event.name}" cannot say this: ${words}`)
}
