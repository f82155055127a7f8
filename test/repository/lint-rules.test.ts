import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'

const root = join(import.meta.dirname, '../..')

/** One forbidden thing each: where it stands, what it says, and the rule that must report it. */
const violations: readonly { rule: string; path: string; text: string }[] = [
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/model/src/imports-runtime.ts',
    text: "export { sql } from '@cambium/runtime/database'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/model/src/imports-files.ts',
    text: "export { readFile } from 'node:fs/promises'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/http/imports-model.ts',
    text: "export { entity } from '@cambium/model'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/operation/imports-generator.ts',
    text: "export { generate } from 'cambium'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/database/imports-operation.ts',
    text: "export { door } from '../operation/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/database/sqlite/imports-http.ts',
    text: "export { door } from '../../http/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/errors/imports-database.ts',
    text: "export { door } from '../database/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/access/imports-http.ts',
    text: "export { door } from '../http/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/runtime/src/http/imports-app.ts',
    text: "export { door } from '../app/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/cli/imports-runtime.ts',
    text: "export { sql } from '@cambium/runtime/database'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/emit/routes/imports-emitter.ts',
    text: "export { door } from '../queries/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/emit/routes/imports-project.ts',
    text: "export { door } from '../../project/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/emit/routes/imports-files.ts',
    text: "export { readFile } from 'node:fs/promises'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/emit/imports-cli.ts',
    text: "export { door } from '../cli/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/rules/imports-emit.ts',
    text: "export { door } from '../emit/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/print/imports-rules.ts',
    text: "export { door } from '../rules/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/plan/imports-files.ts',
    text: "export { readFileSync } from 'node:fs'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/read/imports-cli.ts',
    text: "export { door } from '../cli/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/project/imports-emit.ts',
    text: "export { door } from '../emit/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/import/imports-project.ts',
    text: "export { door } from '../project/index.ts'\n",
  },
  {
    rule: 'style/noRestrictedImports',
    path: 'packages/generator/src/cli/passes-the-door.ts',
    text: "export { inner } from '../print/inner.ts'\n",
  },
  {
    rule: 'correctness/noPrivateImports',
    path: 'packages/runtime/src/http/passes-the-door.ts',
    text: "import { inner } from '../database/sqlite/inner.ts'\n\nexport const one: number = inner\n",
  },
  {
    rule: 'suspicious/noImportCycles',
    path: 'packages/runtime/src/http/cycle-a.ts',
    text: "import { b } from './cycle-b.ts'\n\nexport const a: () => unknown = () => b\n",
  },
  {
    rule: 'style/useFilenamingConvention',
    path: 'packages/runtime/src/http/camelCase.ts',
    text: 'export const one: number = 1\n',
  },
  {
    rule: 'correctness/useImportExtensions',
    path: 'packages/runtime/src/http/without-extension.ts',
    text: "export { b } from './cycle-b'\n",
  },
  {
    rule: 'style/noExcessiveLinesPerFile',
    path: 'packages/runtime/src/http/too-long.ts',
    text: manyLines(401),
  },
  {
    rule: 'style/noExcessiveLinesPerFile',
    path: 'packages/runtime/src/http/too-long.test.ts',
    text: manyLines(601),
  },
  {
    rule: 'suspicious/noExplicitAny',
    path: 'packages/runtime/src/http/any.ts',
    text: 'export const anything: any = 1\n',
  },
  {
    rule: 'style/noDefaultExport',
    path: 'packages/runtime/src/http/default.ts',
    text: 'export default 1\n',
  },
  {
    rule: 'style/noProcessEnv',
    path: 'packages/runtime/src/http/environment.ts',
    text: "import process from 'node:process'\n\nexport const port: unknown = process.env.PORT\n",
  },
  {
    rule: 'correctness/noUnusedVariables',
    path: 'packages/runtime/src/http/unused-variable.ts',
    text: 'const unused = 1\n',
  },
  {
    rule: 'correctness/noUnusedImports',
    path: 'packages/runtime/src/http/unused-import.ts',
    text: "import { b } from './cycle-b.ts'\n\nexport const one: number = 1\n",
  },
  {
    rule: 'correctness/noUnusedFunctionParameters',
    path: 'packages/runtime/src/http/unused-parameter.ts',
    text: 'export function one(two: number): number {\n  return 1\n}\n',
  },
  {
    rule: 'nursery/noFloatingPromises',
    path: 'packages/runtime/src/http/floating.ts',
    text: 'async function work(): Promise<void> {}\n\nexport function start(): void {\n  work()\n}\n',
  },
  {
    rule: 'suspicious/noExplicitAny',
    path: 'examples/sample/src/notes/note.queries.gen.ts',
    text: 'export const anything: any = 1\n',
  },
  {
    rule: 'format',
    path: 'packages/runtime/src/http/format.ts',
    text: 'export const text: string = "two";\n',
  },
]

/** What must pass: the same places, used as they are meant to be. */
const allowed: readonly { path: string; text: string }[] = [
  {
    path: 'packages/runtime/src/http/through-the-door.ts',
    text: "export { door } from '../database/index.ts'\n",
  },
  {
    path: 'packages/generator/src/emit/routes/prints.ts',
    text: "import type { ModelIR } from '@cambium/model'\nimport { door } from '../../print/index.ts'\n\nexport const printed: (ir: ModelIR) => unknown = () => door\n",
  },
  {
    path: 'packages/generator/src/project/writes.ts',
    text: "export { writeFile } from 'node:fs/promises'\n",
  },
  {
    path: 'packages/runtime/src/config/environment.ts',
    text: "import process from 'node:process'\n\nexport const port: unknown = process.env.PORT\n",
  },
  {
    path: 'examples/sample/src/notes/note.model.ts',
    text: "import { entity } from '@cambium/model'\n\nexport default entity('Note', {})\n",
  },
  {
    path: 'examples/sample/src/notes/note.schema.gen.ts',
    text: 'export const   laidOutByThePrinter: string = "yes";\n',
  },
  { path: 'packages/runtime/src/http/long.test.ts', text: manyLines(600) },
]

const doors = ['database', 'operation', 'http', 'app'].map((name) => `runtime/src/${name}`)
const slices = ['queries', '../print', '../rules', '../project', '../cli', '../emit'].map(
  (name) => `generator/src/emit/${name}`,
)

let workspace = ''
let reports: readonly Report[] = []

interface Report {
  category: string
  severity: string
  location: { path: string }
}

before(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'cambium-lint-'))
  await cp(join(root, 'biome.json'), join(workspace, 'biome.json'))
  for (const name of ['model', 'runtime', 'generator']) {
    await write(`packages/${name}/package.json`, JSON.stringify(packageOf(name)))
  }
  await mkdir(join(workspace, 'node_modules/@cambium'), { recursive: true })
  await symlink('../../packages/model', join(workspace, 'node_modules/@cambium/model'))
  await write('packages/model/src/index.ts', 'export interface ModelIR {\n  name: string\n}\n')
  for (const folder of [...doors, ...slices]) {
    await write(join('packages', folder, 'index.ts'), 'export const door: number = 1\n')
    await write(join('packages', folder, 'inner.ts'), 'export const inner: number = 1\n')
  }
  await write('packages/runtime/src/database/sqlite/inner.ts', 'export const inner: number = 1\n')
  await write(
    'packages/runtime/src/http/cycle-b.ts',
    "import { a } from './cycle-a.ts'\n\nexport const b: () => unknown = () => a\n",
  )
  for (const { path, text } of [...violations, ...allowed]) await write(path, text)
  reports = await check()
})

after(() => rm(workspace, { recursive: true, force: true }))

for (const { rule, path } of violations) {
  test(`${rule} reports ${path}`, () => {
    const found = reports.filter((report) => report.location.path === path)
    const category = rule === 'format' ? 'format' : `lint/${rule}`
    const hit = found.find((report) => report.category === category)
    assert.ok(
      hit,
      `reported only: ${found.map((report) => report.category).join(', ') || 'nothing'}`,
    )
    assert.equal(hit.severity, 'error')
  })
}

for (const { path } of allowed) {
  test(`${path} passes`, () => {
    const found = reports.filter((report) => report.location.path === path)
    assert.deepEqual(
      found.map((report) => report.category),
      [],
    )
  })
}

async function write(path: string, text: string): Promise<void> {
  const target = join(workspace, path)
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, text)
}

function packageOf(name: string): object {
  if (name !== 'model') return { name, type: 'module' }
  return { name: '@cambium/model', type: 'module', exports: { '.': './src/index.ts' } }
}

function manyLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => `export const n${index}: number = 1\n`)
  return lines.join('')
}

function check(): Promise<readonly Report[]> {
  const biome = join(root, 'node_modules/.bin/biome')
  const options = { cwd: workspace, maxBuffer: 64 * 1024 * 1024 }
  const args = ['check', '--reporter=json', '--max-diagnostics=none', '.']
  return new Promise((resolve, reject) => {
    execFile(biome, args, options, (_failed, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { diagnostics: Report[] }).diagnostics)
      } catch (cause) {
        reject(new Error(`biome did not report: ${stderr}`, { cause }))
      }
    })
  })
}
