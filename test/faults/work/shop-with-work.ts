// The shop with work that outlives its requests, and whose effects can be counted afterwards: every order is to be stamped
// by a job in a transaction and printed by one outside of it, a job begins each second, and every change of a product is told to
// endpoints and to a receiver.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type App, run } from '@cambium/runtime/app'
import { on } from '@cambium/runtime/events'
import { hooks } from '@cambium/runtime/hooks'
import { defineJob, type JobContext } from '@cambium/runtime/jobs'
import { createRegistry } from '@cambium/runtime/operation'

const {
  TRIAL_RUNS: runs,
  TRIAL_RECEIVERS: receivers = '[]',
  TRIAL_POISON_ATTEMPTS: poisonAttempts = '3',
  OUTBOUND_ALLOW,
} = process.env
/** Endpoints may be told of products. */
const isTold = OUTBOUND_ALLOW !== undefined

/** Where the trial reads who ran what from when to when. */
async function noted(
  { id, attempt }: { readonly id: string; readonly attempt: number },
  job: string,
  work: () => Promise<void>,
): Promise<void> {
  const note = (what: 'began' | 'ended'): void => {
    const line = { what, id, job, attempt, pid: process.pid, at: Date.now() }
    if (runs !== undefined) appendFileSync(runs, `${JSON.stringify(line)}\n`)
  }
  note('began')
  try {
    await work()
  } finally {
    note('ended')
  }
}

type Orders = JobContext<string>['system'][string]

async function append(orders: Orders | undefined, id: unknown, field: string, mark: string) {
  const order = await orders?.get(String(id), { lock: true })
  if (!order) throw new Error(`there is no order ${id}`)
  await orders?.update(String(id), { [field]: `${order[field]}${mark}` })
}

const stampOrder = defineJob('stampOrder', {
  run: (context) =>
    noted(context, 'stampOrder', async () => {
      await append(context.system.Order, context.input.orderId, 'lastName', 'S')
      await wait(Math.random() * 5)
    }),
})

const printOrder = defineJob('printOrder', {
  transaction: false,
  run: (context) =>
    noted(context, 'printOrder', async () => {
      await wait(20 + Math.random() * 180, undefined, { signal: context.signal })
      await context.complete(({ system }) =>
        append(system.Order, context.input.orderId, 'firstName', 'P'),
      )
    }),
})

/** Kills whoever runs it. */
const poisonOrder = defineJob('poisonOrder', {
  transaction: false,
  attempts: Number(poisonAttempts),
  run: (context) =>
    noted(context, 'poisonOrder', async () => {
      process.kill(process.pid, 'SIGKILL')
      await wait(60_000)
    }),
})

/** Begun once a second, and made up for where nobody was there. */
const tick = defineJob('tick', {
  schedule: '* * * * * *',
  missed: 'all',
  run: ({ slot }) => ({ slot }),
})

/** Of so many orders three that follow one another: some are refused. */
const poisonedIn = 1_500
const poisonous = [7, 8, 9]

const every = hooks('*', {
  create: {
    async after({ entity, record, enqueue }) {
      if (entity !== 'Order' || runs === undefined) return
      const { id: orderId, address } = record
      await enqueue('stampOrder', { orderId })
      await enqueue(printOrder, { orderId })
      const number = Number(/^order (\d+) /.exec(String(address))?.[1])
      if (poisonous.includes(number % poisonedIn)) await enqueue(poisonOrder, { orderId })
    },
  },
})

/** A subscriber in code beside the endpoints of webhooks. */
const handlers = (JSON.parse(receivers) as string[]).map((url, index) => ({
  name: `tellReceiver${index}`,
  definition: on('product.updated', {
    transaction: false,
    timeout: '5s',
    async run({ event, signal }) {
      const { id, record } = event.payload as { id: string; record: { version: number } }
      const answer = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ timestamp: event.at, data: { id, record } }),
        headers: { 'webhook-id': event.id },
        signal,
      })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`)
    },
  }),
}))

const orderInput = { fields: { orderId: { type: 'string' } }, required: ['orderId'] }
const jobs = [
  { definition: tick, shape: { name: 'tick', input: { fields: {}, required: [] } } },
  ...[stampOrder, printOrder, poisonOrder].map((definition) => ({
    definition,
    shape: { name: definition.name, input: orderInput },
  })),
]
const main = pathToFileURL(join(process.cwd(), 'src/app.gen.ts')).href
// The types of the shop belong to the shop alone.
const { app } = (await import(main)) as { app: App }
await run({
  ...app,
  registry: createRegistry({ entities: app.registry.entities, everyHooks: every }),
  jobs: runs === undefined ? [] : jobs,
  handlers,
  ...(isTold && {
    webhooks: { manage: ['staff'] },
    events: [{ name: 'product.updated', entity: 'Product' }],
  }),
})
