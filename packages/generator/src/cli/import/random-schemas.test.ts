import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { emitProject } from '../../emit/index.ts'
import { designImport, printConfig, printModel, type SourceSchema } from '../../import/index.ts'
import { randomSchemas } from '../../import/testing/index.ts'
import { printDiagnostics } from '../../read/index.ts'
import { stageImport } from './stage-import.ts'

const asked = {
  only: [],
  except: [],
  access: 'none',
  adopt: null,
  existing: [],
  roles: null,
  hasAccounts: false,
} as const

async function stagedOf(schema: SourceSchema): ReturnType<typeof stageImport> {
  const design = await designImport(schema, asked)
  const files = design.entities.map((entity) => ({
    path: entity.file,
    text: printModel(entity, { adopted: false }),
  }))
  const config = printConfig({ name: 'random', roles: design.roles })
  return stageImport([{ path: 'cambium.config.ts', text: config }, ...files])
}

test('whatever a schema looks like, its models pass the checker and can be generated', async () => {
  await fc.assert(
    fc.asyncProperty(randomSchemas, async (schema) => {
      const { isFine, diagnostics, read } = await stagedOf(schema)
      if (read.model === null && schema.tables.length > 0) {
        const problems = diagnostics.filter(({ severity }) => severity === 'error')
        assert.equal(printDiagnostics(problems, false), '')
      }
      assert.ok(isFine, printDiagnostics(diagnostics, false))
      const hashes = { storage: 's', api: 'a', policy: 'p' }
      assert.ok(read.model && emitProject(read.model, { hashes }).length > 0)
    }),
    { numRuns: Number(process.env.RUNS ?? 40) },
  )
})
