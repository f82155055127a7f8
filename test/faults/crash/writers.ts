import { type Answer, type Client, createClient, jsonOf } from '../server/index.ts'
import { type Intent, type Ledger, newIntent, pick } from './ledger.ts'

/** Who writes, and whether the server remembers keys. */
export interface Writing {
  readonly ledger: Ledger
  readonly staff: string
  readonly ghost: string
  readonly hasIdempotency: boolean
}

/** Writers at work until the server is gone. */
export interface Writers {
  /** Resolves when every one of them has seen its connection break. */
  readonly ended: Promise<void>
}

const writers = 64
const cancelsIn = 5
const repeatsIn = 10

/** Sets 64 writers to work, each one request after the other. What an earlier crash left open is sent first. */
export function startWriters(origin: string, writing: Writing): Writers {
  const client = createClient(origin, writers)
  const open = writing.hasIdempotency
    ? writing.ledger.intents.filter(({ state }) => state === 'open')
    : []
  const work = Array.from({ length: writers }, async () => {
    for (;;) if (!(await writeOnce(client, writing, open.pop()))) return
  })
  return { ended: Promise.all(work).then(() => client.close()) }
}

/** Places an order, or sends one again, or cancels one; false when the connection broke. */
export async function writeOnce(
  client: Client,
  writing: Writing,
  left: Intent | undefined,
): Promise<boolean> {
  const { ledger, hasIdempotency } = writing
  if (left !== undefined) return place(client, writing, left)
  const known = pick(ledger.intents)
  if (known?.state === 'acknowledged') {
    if (hasIdempotency && Math.random() * repeatsIn < 1) return repeat(client, writing, known)
    if (Math.random() * cancelsIn < 1) return cancel(client, writing, known)
  }
  return place(client, writing, newIntent(ledger))
}

/** Places the order of an intent. */
export async function place(client: Client, writing: Writing, intent: Intent): Promise<boolean> {
  const answer = await send(client, writing, intent)
  if (answer === undefined) return false
  if (answer.status === 201) {
    intent.state = 'acknowledged'
    intent.answer = answer.text
    intent.id = String(jsonOf(answer).id)
  } else if (isBusy(answer)) {
    intent.state = 'open'
  } else {
    intent.state = 'refused'
    expect(writing, answer, intent.isGhost ? [409, 422] : [409])
  }
  return true
}

/** Sends an acknowledged order once more: the answer must be the first one, byte for byte. */
async function repeat(client: Client, writing: Writing, intent: Intent): Promise<boolean> {
  const answer = await send(client, writing, intent)
  if (answer === undefined) return false
  if (isBusy(answer)) return true
  writing.ledger.repeated++
  if (answer.status !== 201 || answer.text !== intent.answer) {
    writing.ledger.surprises.push(`the same key was answered ${answer.status} ${answer.text}`)
  }
  return true
}

async function cancel(client: Client, { ledger, staff }: Writing, intent: Intent) {
  if (intent.cancelled !== 'no') return true
  intent.cancelled = 'unknown'
  const answer = await client.call({
    method: 'PATCH',
    path: `/api/orders/${intent.id}`,
    body: { status: 'cancelled' },
    token: staff,
  })
  if (answer === undefined) return false
  if (answer.status === 200) intent.cancelled = 'acknowledged'
  else if (!isBusy(answer)) ledger.surprises.push(`a cancellation was answered ${answer.text}`)
  return true
}

function send(client: Client, { ghost }: Writing, intent: Intent): Promise<Answer | undefined> {
  const { tag, key, productId, isGhost } = intent
  return client.call({
    method: 'POST',
    path: '/api/orders',
    body: { productId, firstName: 'Ada', lastName: 'Lovelace', address: tag },
    token: isGhost ? ghost : undefined,
    headers: { 'idempotency-key': key },
  })
}

/** Refused for now, so that nothing was done: also where another writer is sending the same key at the moment. */
function isBusy({ status, text }: Answer): boolean {
  return status === 429 || status === 503 || (status === 409 && text.includes('being worked on'))
}

function expect({ ledger }: Writing, answer: Answer, allowed: readonly number[]): void {
  if (allowed.includes(answer.status)) return
  ledger.surprises.push(`an order was answered ${answer.status} ${answer.text}`)
}
