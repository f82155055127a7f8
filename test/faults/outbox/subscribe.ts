import { createClient, jsonOf } from '../server/index.ts'
import type { Changing } from './changes.ts'

/** Has an address told of changes of products from now on. */
export async function subscribe(
  { staff, origin }: Changing,
  url: string,
): Promise<{ end(): Promise<void> }> {
  const client = createClient(origin(), 1)
  const body = { url, events: ['product.updated'] }
  const answer = await client.call({ method: 'POST', path: '/api/webhooks', body, token: staff })
  client.close()
  if (answer?.status !== 201) throw new Error(`no endpoint was made: ${answer?.text}`)
  const { id } = jsonOf(answer)
  return {
    async end() {
      const closing = createClient(origin(), 1)
      const path = `/api/webhooks/${id}`
      const gone = await closing.call({ method: 'DELETE', path, token: staff })
      closing.close()
      if (gone?.status !== 204) throw new Error(`the endpoint was not deleted: ${gone?.text}`)
    },
  }
}
