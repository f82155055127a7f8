import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const program = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
for (const door of ['app', 'http', 'hooks']) {
  await import(new URL('../../' + door + '/index.ts', ${JSON.stringify(import.meta.url)}))
}
const late = /runtime\\/src\\/(?:push|webhooks|outbound)\\/|\\/(?:web-push|nodemailer)\\//
console.log(JSON.stringify({ count: loaded.length, late: loaded.filter((url) => late.test(url)) }))
`

test('what goes out is loaded by applications that send something, and by no other', async () => {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program])
  const { count, late } = JSON.parse(stdout) as { count: number; late: string[] }
  assert.ok(count > 100)
  assert.deepEqual(late, [])
})
