import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '@cambium/runtime/testing'
import { loadExample } from '../conformance/example-project.ts'

const root = join(import.meta.dirname, '../..')
const sources = join(import.meta.dirname, 'typed-client')
const tsc = join(root, 'node_modules/.bin/tsc')

const strict = {
  target: 'es2024',
  lib: ['es2024'],
  module: 'nodenext',
  types: ['node'],
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
}

describe('a client with types generated from the OpenAPI document of the shop', () => {
  let folder: string
  let app: TestApp

  before(async () => {
    // Inside the repository, so that the types of Node are found.
    folder = mkdtempSync(join(sources, '.generated-'))
    for (const file of ['client.ts', 'use-client.ts', 'misuse.ts']) {
      cpSync(join(sources, file), join(folder, file))
    }
    app = await startTestApp((await loadExample('shop')).app)
  })
  after(async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  })

  test('has its types generated', () => {
    const document = join(root, 'examples/shop/openapi.gen.json')
    const generator = join(sources, 'generate-types.mjs')
    const { status, stdout, stderr } = run(process.execPath, [generator, document])
    assert.equal(status, 0, stderr)
    assert.match(stdout, /createProduct: \{/)
    writeFileSync(join(folder, 'api.ts'), stdout)
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  })

  test('is accepted by the strict compiler', () => {
    const { status, stdout } = compile('use-client.ts')
    assert.equal(status, 0, stdout)
  })

  test('is not, where it is called against the document', () => {
    const { stdout } = compile('misuse.ts')
    const wrong = readFileSync(join(folder, 'misuse.ts'), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.includes('=> client.') ? [index + 1] : []))
    const found = [...stdout.matchAll(/^misuse\.ts\((\d+),/gm)].map((match) => Number(match[1]))
    assert.deepEqual([...new Set(found)], wrong, stdout)
  })

  test('works with the running server', async () => {
    const origin = await app.listen()
    const header = await app.authorizationOf({ id: 'sue', roles: ['staff'] })
    const token = header?.replace('Bearer ', '') ?? ''
    const child = spawn(process.execPath, ['use-client.ts', origin, token], { cwd: folder })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk))
    const [code] = await once(child, 'exit')
    assert.equal(code, 0, complaint)
  })

  function compile(file: string): SpawnSyncReturns<string> {
    const config = join(folder, 'tsconfig.json')
    writeFileSync(config, JSON.stringify({ compilerOptions: strict, files: [file] }))
    return run(tsc, ['-p', '.'])
  }

  function run(command: string, args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(command, args, { cwd: folder, encoding: 'utf8' })
  }
})
