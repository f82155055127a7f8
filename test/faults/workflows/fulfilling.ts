import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App } from '@cambium/runtime/app'
import { createCipher, type Database, openServer, openSqlite } from '@cambium/runtime/database'
import { AppError } from '@cambium/runtime/errors'
import { silentLogger } from '@cambium/runtime/log'
import type { Services } from '@cambium/runtime/operation'
import {
  createWorkflowBook,
  type DbStepContext,
  type WorkflowBook,
} from '@cambium/runtime/workflows'

/** What a run of the workflow is given. */
export interface Fulfilment {
  readonly productId: string
  readonly provider: string
  /** The last step fails for good, so that all is taken back. */
  readonly isLost: boolean
}

type Products = {
  get(id: string, options: object): Promise<{ stock: number }>
  update(id: string, changes: object): Promise<unknown>
}

/** The shop, whose types belong to it alone. */
export async function loadShop(): Promise<App> {
  const path = join(import.meta.dirname, '../../../examples/shop/src/app.gen.ts')
  return ((await import(pathToFileURL(path).href)) as { app: App }).app
}

/** Opens the file or the server. */
export async function openAddress(address: string): Promise<Database> {
  const cipher = createCipher('a key for trials, of forty characters ..')
  return address.startsWith('postgres:')
    ? openServer({ url: address, poolSize: 4, cipher })
    : openSqlite({ path: address, cipher })
}

/** What its operations need. */
export function servicesOf({ registry }: App, database: Database): Services {
  const cursorKey = new Uint8Array(32)
  return { database, registry, cursorKey, log: silentLogger, runHooks: false }
}

/** Reserve, charge, ship; `pass` is called at places where the process may end. */
export function fulfilling(pass: () => void): WorkflowBook {
  const change = (id: string, by: number) => async (context: DbStepContext) => {
    const { Product: products } = context.system as unknown as { Product: Products }
    const { stock } = await products.get(id, { lock: true })
    await products.update(id, { stock: stock + by })
  }
  const ask = (provider: string, what: string) => async (key: string) => {
    pass()
    const headers = { 'idempotency-key': key }
    const answer = await fetch(`${provider}/${what}`, { method: 'POST', headers })
    pass()
    if (!answer.ok) throw new Error(`The provider answered ${answer.status}`)
  }
  return createWorkflowBook([
    {
      definition: {
        kind: 'workflow',
        name: 'fulfil',
        settings: {
          async run({ input, step }) {
            const { productId, provider, isLost } = input as unknown as Fulfilment
            await step.db('reserve', change(productId, -1), (_given, context) =>
              change(productId, 1)(context),
            )
            await step(
              'charge',
              ({ id }) => ask(provider, 'charge')(id),
              (_given, { id }) => ask(provider, 'refund')(id),
            )
            await step.db('ship', (context) => {
              if (isLost) throw new AppError('conflict', { message: 'It was lost' })
              return change(productId, -10)(context)
            })
          },
        },
      },
      shape: {
        name: 'fulfil',
        input: {
          fields: {
            productId: { type: 'string' },
            provider: { type: 'string' },
            isLost: { type: 'boolean' },
          },
          required: [],
        },
      },
    },
  ])
}
