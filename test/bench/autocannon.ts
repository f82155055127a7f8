import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { LoadTool, Seen } from './load.ts'

/** Load by autocannon, in a process of its own for each measurement. */
export function createAutocannon(): LoadTool {
  return {
    name: 'autocannon',
    async run(load, options) {
      const child = fork(new URL('./autocannon-process.mjs', import.meta.url))
      child.send({ load, ...options })
      const [message] = await Promise.race([once(child, 'message'), failed(child)])
      child.disconnect()
      return message as Seen
    },
  }
}

async function failed(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`autocannon ended with ${code}`)
}
