import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entity, int, type ModelIR, text } from '@cambium/model'
import { type Plan, planMigration } from '../plan/index.ts'
import { buildModel } from '../testing/index.ts'
import { proveMigration } from './index.ts'

const first = buildModel([entity('Task', { fields: { title: text(), size: int() } })])
const second = buildModel(
  [entity('Task', { fields: { title: text({ unique: true }), size: text() } })],
  { lock: first.lock },
)
const plan = planMigration(first.model, second.model)

async function prove(from: ModelIR | null, changed: Plan): Promise<string[]> {
  const claims = [{ from, to: second.model, plan: changed }]
  const { databases, problems } = await proveMigration(import.meta.dirname, claims)
  assert.deepEqual(databases, ['SQLite', 'PostgreSQL'])
  return problems
}

test('a plan that keeps what it says has no problems', async () => {
  assert.deepEqual(await prove(first.model, plan), [])
  assert.deepEqual(await prove(null, planMigration(null, second.model)), [])
})

test('a plan that forgets a step is found out on both databases', async () => {
  const operations = plan.operations.filter(({ kind }) => kind !== 'changeColumn')
  const problems = await prove(first.model, { ...plan, operations })
  assert.ok(problems.some((problem) => /^sqlite: lacks .*size/.test(problem)))
  assert.ok(problems.some((problem) => /^postgres: lacks .*size/.test(problem)))
})

test('a plan that loses a value is found out', async () => {
  const operations = plan.operations.map((operation) =>
    operation.kind === 'changeColumn'
      ? {
          ...operation,
          before: { ...operation.before, name: 'size', type: { kind: 'boolean' as const } },
        }
      : operation,
  )
  const problems = await prove(first.model, { ...plan, operations })
  assert.ok(
    problems.some((problem) => /^sqlite: tasks: no longer has/.test(problem)),
    String(problems),
  )
})
