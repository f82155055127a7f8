import { randomUUID } from 'node:crypto'

/** An order somebody meant to place, and what is known of it. */
export interface Intent {
  /** Stands in the order's address, so that it is found again without its id. */
  readonly tag: string
  readonly key: string
  readonly productId: string
  /** Signed in as somebody who is in no table, so that the order fails after its hook took from the stock. */
  readonly isGhost: boolean
  state: 'open' | 'acknowledged' | 'refused'
  /** The id and the whole text of the answer, once acknowledged. */
  id: string
  answer: string
  cancelled: 'no' | 'unknown' | 'acknowledged'
}

/** What the writers were told: the truth the database is held to. */
export interface Ledger {
  readonly intents: Intent[]
  readonly productIds: readonly string[]
  /** Pieces of every product before the first order. */
  readonly stock: ReadonlyMap<string, number>
  /** Answers that should not be: a 500, or another answer to the same key. */
  readonly surprises: string[]
  repeated: number
}

const ghostsIn = 12

/** A ledger for products just made. */
export function createLedger(stock: ReadonlyMap<string, number>): Ledger {
  return { intents: [], stock, productIds: [...stock.keys()], surprises: [], repeated: 0 }
}

/** Notes one more order to be placed. */
export function newIntent(ledger: Ledger): Intent {
  const key = randomUUID()
  const intent: Intent = {
    tag: `order ${ledger.intents.length} ${key}`,
    key,
    productId: pick(ledger.productIds) ?? '',
    isGhost: Math.random() * ghostsIn < 1,
    state: 'open',
    id: '',
    answer: '',
    cancelled: 'no',
  }
  ledger.intents.push(intent)
  return intent
}

/** One of the values, at random. */
export function pick<Value>(values: readonly Value[]): Value | undefined {
  return values[Math.floor(Math.random() * values.length)]
}
