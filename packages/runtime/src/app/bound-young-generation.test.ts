import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const bound = new URL('./bound-young-generation.ts', import.meta.url).href

/** Keeps much of what it makes for a while, as a server under load does; prints the young generation's size. */
const busy = `
  import { getHeapSpaceStatistics } from 'node:v8'
  const kept = new Array(300_000)
  let made = 0
  for (let turn = 0; turn < 300; turn++) {
    for (let each = 0; each < 10_000; each++) kept[made++ % kept.length] = { made, text: 'x' + made }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
  console.log(young.space_size)
`

async function youngMegabytes(before: string): Promise<number> {
  const args = ['--input-type=module', '-e', `${before}\n${busy}`]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Number(stdout) / 1_048_576
}

test('the young generation stays small in a process that is bound, and grows in one that is not', async () => {
  const start = `import { boundYoungGeneration } from '${bound}'; boundYoungGeneration()`
  const [small, large] = await Promise.all([youngMegabytes(start), youngMegabytes('')])
  assert.ok(small <= 33, `${small} MB`)
  assert.ok(large > 33, `${large} MB`)
})
