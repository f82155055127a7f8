import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const bound = new URL('./bound-young-generation.ts', import.meta.url).href

/** Keeps much of what it makes for a while, as a server under load does. */
const tools = `
  import { getHeapSpaceStatistics } from 'node:v8'
  async function work() {
    const kept = new Array(300_000)
    let made = 0
    for (let turn = 0; turn < 300; turn++) {
      for (let each = 0; each < 10_000; each++) kept[made++ % kept.length] = { made, text: 'x' + made }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  function tellYoung() {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
    console.log(young.space_size)
  }
`
const start = `import { boundYoungGeneration } from '${bound}'; boundYoungGeneration()`

async function youngMegabytes(program: string): Promise<number[]> {
  const args = ['--expose-gc', '--input-type=module', '-e', `${tools}\n${program}`]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return stdout
    .trim()
    .split('\n')
    .map((bytes) => Number(bytes) / 1_048_576)
}

test('the young generation stays small in a process that is bound, and grows in one that is not', async () => {
  const busy = 'await work(); tellYoung()'
  const [small, large] = await Promise.all([
    youngMegabytes(`${start}; ${busy}`),
    youngMegabytes(busy),
  ])
  assert.ok(Number(small[0]) <= 33, `${small} MB`)
  assert.ok(Number(large[0]) > 33, `${large} MB`)
})

test('it grows again after it was made small in an idle time', async () => {
  const idle = `globalThis.gc({ type: 'major', flavor: 'last-resort' }); tellYoung()`
  const [shrunk, grown] = await youngMegabytes(
    `${start}; await work(); ${idle}; await work(); tellYoung()`,
  )
  assert.ok(Number(shrunk) < 8, `${shrunk} MB`)
  assert.ok(Number(grown) >= 16 && Number(grown) <= 33, `${grown} MB`)
})
