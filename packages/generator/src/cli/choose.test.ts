import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { createChoose } from './choose.ts'

const answers = ['Note.phone is called telephone now', 'give up Note.phone']

/** What is chosen by somebody who types these lines, and what they see. */
async function choose(...lines: string[]): Promise<{ index: number | null; seen: string }> {
  const input = new PassThrough()
  const output = new PassThrough()
  let seen = ''
  output.on('data', (chunk) => {
    seen += chunk
  })
  input.end(lines.map((line) => `${line}\n`).join(''))
  const index = await createChoose({ input, output })('notes.phone is gone:', answers)
  return { index, seen }
}

test('answers are numbered, and the number that is typed is the answer', async () => {
  const { index, seen } = await choose('2')
  assert.equal(index, 1)
  assert.match(seen, /phone is gone:\n {2}1\) Note\.phone is called.*\n {2}2\) give up/)
})

test('nothing typed, and the end of the input, are no answer', async () => {
  assert.equal((await choose('')).index, null)
  assert.equal((await choose()).index, null)
})

test('what is no number of an answer is asked for again', async () => {
  const { index, seen } = await choose('3', 'yes', '1')
  assert.equal(index, 0)
  assert.equal(seen.split('or nothing to stop').length, 4)
})
