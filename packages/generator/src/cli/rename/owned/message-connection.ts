import type { ChildProcess } from 'node:child_process'

/** Says something that has no answer. */
export type Tell = (method: string, params: unknown) => void

/** A conversation with a process. */
export interface Connection {
  ask(method: string, params: unknown): Promise<unknown>
  tell: Tell
}

const answerWithinMs = 20_000

interface Message {
  id?: number | string
  method?: string
  params?: { items?: unknown[] }
  result?: unknown
  error?: { message: string }
}

/** Speaks JSON-RPC with a process over its input and output, each message after its length. An answer that does not come is an error. */
export function connectByMessages(child: ChildProcess): Connection {
  const waiting = new Map<number | string, (message: Message) => void>()
  let lastId = 0
  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }
  readMessages(child, (message) => {
    if (message.id === undefined) return
    if (message.method === undefined) waiting.get(message.id)?.(message)
    // what it asks of an editor has no answer here, but it waits for one
    else send({ id: message.id, result: message.params?.items?.map(() => null) ?? null })
  })
  let ended = false
  const fail = () => {
    ended = true
    for (const answer of waiting.values()) answer({ error: { message: 'TypeScript ended' } })
  }
  child.on('error', fail).on('exit', fail)
  child.stdin?.on('error', fail)
  return {
    tell: (method, params) => send({ method, params }),
    ask(method, params) {
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        if (ended) return reject(new Error('TypeScript ended'))
        const timer = setTimeout(
          () => reject(new Error('TypeScript did not answer')),
          answerWithinMs,
        )
        waiting.set(id, ({ error, result }) => {
          clearTimeout(timer)
          waiting.delete(id)
          if (error) reject(new Error(error.message))
          else resolve(result)
        })
        send({ id, method, params })
      })
    },
  }
}

function readMessages(child: ChildProcess, receive: (message: Message) => void): void {
  let buffer: Buffer = Buffer.alloc(0)
  child.stdout?.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      if (end < 0) return
      const [, length] = /content-length: (\d+)/i.exec(buffer.subarray(0, end).toString()) ?? []
      const next = end + 4 + Number(length)
      if (buffer.length < next) return
      receive(JSON.parse(buffer.subarray(end + 4, next).toString()))
      buffer = buffer.subarray(next)
    }
  })
}
