import type { FunctionShape } from './function-definition.ts'
import { checkPart } from './output.ts'

/** The parts of a streaming function, each checked as it comes: texts, or objects with the declared fields. */
export function partsOf(shape: FunctionShape, given: unknown): AsyncIterable<unknown> {
  if (!isIterable(given)) {
    throw new Error(`The function "${shape.name}" streams, and gave nothing to go through`)
  }
  return checkedParts(shape, given)
}

async function* checkedParts(
  shape: FunctionShape,
  given: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<unknown> {
  const { output, stream } = shape
  const decoder = new TextDecoder()
  for await (const part of given) {
    if (stream !== 'text') yield output === null ? part : checkPart(shape, output, part)
    else if (typeof part === 'string') yield part
    else if (part instanceof Uint8Array) yield decoder.decode(part, { stream: true })
    else throw new Error(`The function "${shape.name}" streams text, and gave a ${typeof part}`)
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return false
  return Symbol.asyncIterator in value || Symbol.iterator in value
}
