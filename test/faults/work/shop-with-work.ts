// The shop with work that outlives its requests, and whose effects can be counted afterwards: every order is to be stamped
// by a job in a transaction and printed by one outside of it, a job begins each second, and every change of a product is posted to a receiver.
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

const { TRIAL_RUNS: runs, TRIAL_RECEIVERS: receivers = '[]' } = process.env

/** Where the trial reads who ran what, when. */
function note({ id, attempt }: { id: string; attempt: number }, job: string): void {
  if (runs === undefined) return
  const line = { id, job, attempt, pid: process.pid, at: Date.now() }
  appendFileSync(runs, `${JSON.stringify(line)}\n`)
}

type Orders = JobContext<string>['system'][string]

async function append(orders: Orders | undefined, id: unknown, field: string, mark: string) {
  const order = await orders?.get(String(id), { lock: true })
  if (!order) throw new Error(`there is no order ${id}`)
  await orders?.update(String(id), { [field]: `${order[field]}${mark}` })
}

const stampOrder = defineJob('stampOrder', {
  async run(context) {
    note(context, 'stampOrder')
    await append(context.system.Order, context.input.orderId, 'lastName', 'S')
    await wait(Math.random() * 5)
  },
})

const printOrder = defineJob('printOrder', {
  transaction: false,
  async run(context) {
    note(context, 'printOrder')
    await wait(20 + Math.random() * 180, undefined, { signal: context.signal })
    await context.complete(({ system }) =>
      append(system.Order, context.input.orderId, 'firstName', 'P'),
    )
  },
})

/** Kills whoever runs it. */
const poisonOrder = defineJob('poisonOrder', {
  transaction: false,
  attempts: 3,
  async run(context) {
    note(context, 'poisonOrder')
    process.kill(process.pid, 'SIGKILL')
    await wait(60_000)
  },
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

/** One subscriber for each receiver, so that one that is dead is one among others. */
const handlers = (JSON.parse(receivers) as string[]).map((url, index) => ({
  name: `tellReceiver${index}`,
  definition: on('product.updated', {
    transaction: false,
    timeout: '5s',
    async run({ id, event, signal }) {
      const record = event.payload.record as { id: string; version: number }
      const answer = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ id: record.id, version: record.version, at: event.at }),
        headers: { 'webhook-id': id },
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
})
