import type { Functions, Senders } from '../../hooks/index.ts'
import type { EnqueueOptions } from '../../jobs/index.ts'
import { findWaiting, insertMessages, type Message } from '../../queue/index.ts'
import type { Context } from '../context.ts'
import { refuseChanges } from '../refuse-changes.ts'
import { originOf } from './held-messages.ts'
import type { Outgoing, WrittenRecord } from './outgoing.ts'

/** What hooks, functions, jobs and handlers send with: held until the commit of the context's transaction. */
export function createSenders(context: Context): Senders {
  const enqueue = async (
    job: string | { readonly name: string },
    input: unknown = {},
    options: EnqueueOptions = {},
  ): Promise<string> => {
    const name = typeof job === 'string' ? job : job.name
    const make = makerOf(context, 'enqueue', `job "${name}"`)
    return holdUnique(context, make(context, name, { input, options }))
  }
  return {
    emit(event: string, payload: unknown) {
      const make = makerOf(context, 'emit', `event "${event}"`)
      hold(context, make(context, event, payload))
    },
    enqueue: ((...call: Parameters<typeof enqueue>) => {
      const asked = enqueue(...call)
      // Nobody has to wait for it, and still nothing is committed without it.
      asked.catch((error: unknown) => {
        if (context.messages) context.messages.failure ??= error
      })
      return asked
    }) as Senders['enqueue'],
    mail(to: string, template: string, data?: unknown) {
      const make = makerOf(context, 'mail', `mail "${template}"`)
      hold(context, [make(context, { to, template, data: data ?? {} })])
    },
    push(to, message) {
      hold(context, [makerOf(context, 'push', 'push message')(context, { to, message })])
    },
    functions: context.services.functions ? functionsOf(context) : noFunctions,
  }
}

type Maker = Exclude<keyof Outgoing, 'wake' | 'recordWritten'>

function makerOf<Name extends Maker>(
  { services }: Context,
  name: Name,
  what: string,
): NonNullable<Outgoing[Name]> {
  const make = services.outgoing?.[name]
  if (make) return make
  throw new Error(`The application has no ${what}`)
}

/** Holds messages until the commit; without a transaction around they are written in one of their own. */
export function hold(context: Context, messages: readonly Message[]): void {
  if (messages.length === 0) return
  if (context.readOnly !== undefined) refuseChanges(context)
  if (context.messages) {
    context.messages.list.push(...messages)
    return
  }
  const { database, log, outgoing } = context.services
  const written = database.transaction((transaction) =>
    insertMessages(transaction, messages, originOf(context)),
  )
  written.then(
    () => outgoing?.wake?.(),
    (err: unknown) => log.error({ err, requestId: context.requestId }, 'a message was not written'),
  )
}

/** Tells of a record that was written, where somebody wants to know. */
export function tellWritten(context: Context, written: WrittenRecord): void {
  const messages = context.services.outgoing?.recordWritten?.(context, written)
  if (messages) hold(context, messages)
}

/** The id it will have: that of the first one where one with its key waits. */
async function holdUnique(context: Context, message: Message): Promise<string> {
  const { id, uniqueKey } = message
  if (uniqueKey === undefined) {
    hold(context, [message])
    return id as string
  }
  const held = context.messages?.list.find((one) => one.uniqueKey === uniqueKey)
  // At once: whoever does not wait for the id must not lose the message.
  hold(context, [message])
  const db = context.transaction ?? context.services.database
  return (await findWaiting(db, uniqueKey)) ?? held?.id ?? (id as string)
}

function functionsOf(context: Context): Functions {
  return new Proxy(Object.create(null) as Functions, {
    get(_target, name) {
      // What is awaited is asked whether it is a promise.
      if (typeof name !== 'string' || name === 'then') return undefined
      return (input: unknown = {}) => context.services.functions?.run(context, name, input)
    },
  })
}

const noFunctions: Functions = new Proxy(Object.create(null) as Functions, {
  get(_target, name) {
    if (typeof name !== 'string' || name === 'then') return undefined
    return async () => {
      throw new Error(`The application has no function "${name}"`)
    }
  },
})
