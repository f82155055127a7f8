import { once } from 'node:events'
import process from 'node:process'
import type { Writable } from 'node:stream'
import { StartupError } from '../../errors/index.ts'
import type { Load, LoadDone, LoadFinished, LoadReady, LoadRequest } from '../../transfer/index.ts'
import { readLines } from './read-lines.ts'

/** The streams a load is spoken over; those of the process unless told. */
export interface LoadStreams {
  readonly input: AsyncIterable<Uint8Array>
  readonly output: Writable
}

/** Loads what a program sends, by the protocol of `transfer/protocol.ts`. */
export async function loadStdin(
  load: Load,
  { input, output }: LoadStreams = { input: process.stdin, output: process.stdout },
): Promise<void> {
  const say = async (message: LoadReady | { done: LoadDone['done'] } | LoadFinished) => {
    if (!output.write(`${JSON.stringify(message)}\n`)) await once(output, 'drain')
  }
  await say({ ready: { order: load.order } })
  for await (const line of readLines(input)) {
    if (line.trim() === '') continue
    const request = requestOf(line)
    if ('batch' in request) await say({ done: await load.write(request.batch) })
    else if ('finished' in request) await load.finish(request.finished)
    else return say({ finished: await load.end() })
  }
  throw new StartupError('The rows ended without {"end":true}', {
    hint: 'What was sent before is written. Run the same load again: it goes on from there.',
  })
}

function requestOf(line: string): LoadRequest {
  let request: unknown
  try {
    request = JSON.parse(line)
  } catch (cause) {
    throw notUnderstood(line, cause)
  }
  if (typeof request !== 'object' || request === null) throw notUnderstood(line)
  const { batch, finished, end } = request as { [name: string]: unknown }
  if (isNamed(batch) || isNamed(finished) || end === true) return request as LoadRequest
  throw notUnderstood(line)
}

function isNamed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { entity, links } = value as { [name: string]: unknown }
  return typeof entity === 'string' || typeof links === 'string'
}

const shownLength = 200

function notUnderstood(line: string, cause?: unknown): StartupError {
  return new StartupError(
    `This line is none that load --stdin knows: ${line.slice(0, shownLength)}`,
    {
      hint: 'It takes {"batch":...}, {"finished":...} and {"end":true}, one JSON value a line.',
      cause,
    },
  )
}
