/**
 * Runs in a process of its own that may read the project and nothing else: imports the model files and prints what
 * they export as JSON, one line a file, each line marked with a word the files cannot know.
 */
import { registerHooks } from 'node:module'
import type { LoadFailure, LoadReport, LoadRequest } from './load-protocol.ts'

const request: LoadRequest = JSON.parse(await textOf(process.stdin))
const write = process.stdout.write.bind(process.stdout)
const exit = process.exit.bind(process)

function report(line: LoadReport): void {
  write(`${request.mark}${JSON.stringify(line)}\n`)
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Only the model package and its own files can be imported; what is left of the network goes. */
function closeDoors(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@cambium/model') return { url: request.modelPackage, shortCircuit: true }
      const fromPackage = context.parentURL?.startsWith(new URL('.', request.modelPackage).href)
      if (fromPackage || request.files.some(({ url }) => url === specifier)) {
        return next(specifier, context)
      }
      throw Object.assign(new Error(`Import of '${specifier}'`), { code: 'FORBIDDEN_IMPORT' })
    },
    load(address, context, next) {
      const source = request.files.find(({ url }) => url === address)?.text
      if (source === undefined) return next(address, context)
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel']) {
    Reflect.deleteProperty(globalThis, name)
  }
  for (const name of ['getBuiltinModule', 'binding', 'dlopen', '_linkedBinding']) {
    Object.defineProperty(process, name, { value: undefined })
  }
  console.log = console.error
}

async function load({ path, url }: LoadRequest['files'][number]): Promise<void> {
  report({ type: 'loading', path })
  try {
    const module = await import(url)
    const empty = module.default === undefined || module.default === null
    report({ type: 'loaded', path, definition: empty ? null : serialiseDefinition(module.default) })
  } catch (error) {
    report({ type: 'failed', path, error: describe(error) })
  }
}

function describe(error: unknown): LoadFailure {
  if (!(error instanceof Error))
    return { name: 'Error', code: null, message: String(error), stack: '' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return { name: error.name, code, message: error.message, stack: error.stack ?? '' }
}

const { serialiseDefinition } = await import(request.modelPackage)
closeDoors()
for (const file of request.files) await load(file)
report({ type: 'done' })
write('', () => exit(0))
