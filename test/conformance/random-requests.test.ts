import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exampleNames } from './example-project.ts'
import { runRequests } from './run-requests.ts'

for (const example of exampleNames) {
  describe(`random requests to the ${example}`, () => {
    test('are answered as the document says, in process', async () => {
      const report = await runRequests({ example, over: 'inject', requests: 4_000, seed: 42 })
      assert.deepEqual(report.faults, [])
      assert.ok((report.statuses[200] ?? 0) > 300, JSON.stringify(report.statuses))
      assert.ok((report.statuses[201] ?? 0) > 50, JSON.stringify(report.statuses))
    })

    test('are answered as the document says, by PostgreSQL', async () => {
      const options = { over: 'inject', database: 'postgres', requests: 300, seed: 44 } as const
      const report = await runRequests({ example, ...options })
      assert.deepEqual(report.faults, [])
      assert.ok((report.statuses[200] ?? 0) > 30, JSON.stringify(report.statuses))
    })

    test('are answered as the document says, over connections', async () => {
      const report = await runRequests({ example, over: 'socket', requests: 400, seed: 43 })
      assert.deepEqual(report.faults, [])
    })
  })
}
