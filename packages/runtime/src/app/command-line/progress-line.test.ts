import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MigrationProgress } from '../../migrate/index.ts'
import { createProgressLine, progressWords } from './progress-line.ts'

const rows: MigrationProgress = {
  migration: '1_totals',
  part: 2,
  parts: 4,
  title: 'work out totals',
  done: 1_250_000,
  total: 2_800_000,
  unit: 'rows',
}

function watch(isTTY: boolean) {
  let text = ''
  const clock = { ms: 0 }
  const output = {
    isTTY,
    columns: 60,
    write: (more: string) => {
      text += more
    },
  }
  const line = createProgressLine(output, () => clock.ms)
  return {
    line,
    after(ms: number, done: number) {
      clock.ms += ms
      line.show({ ...rows, done })
      const said = text
      text = ''
      return said
    },
    end() {
      line.end()
      return text
    },
  }
}

test('progress says the part, its title, how much is done and how long it takes', () => {
  assert.equal(
    progressWords(rows, 31),
    '1_totals: part 2 of 4, work out totals: 1,250,000 of 2,800,000 rows, 44 % (31 s)',
  )
  const statement = { ...rows, parts: 1, part: 1, title: null, unit: 'statements' } as const
  assert.equal(
    progressWords({ ...statement, done: 0, total: 12 }, 0),
    '1_totals: statement 1 of 12 (0 s)',
  )
  assert.match(progressWords({ ...rows, total: null }, 0), /: 1,250,000 rows \(0 s\)$/)
})

test('progress is one line that is written over on a terminal, and is gone at the end', () => {
  const { after, end } = watch(true)
  assert.equal(after(0, 1), '')
  const first = after(200, 2)
  assert.match(first, /^\r1_totals: part 2 of 4, work out totals: 2 of 2,800,000 row…$/)
  assert.equal(first.length, 60)
  assert.equal(after(50, 3), '')
  assert.match(after(60, 1_000_000), /1,000,000/)
  assert.equal(end(), `\r${' '.repeat(59)}\r`)
})

test('progress is a line every five seconds where it is kept', () => {
  const { after, end } = watch(false)
  assert.equal(after(0, 1), '')
  assert.equal(after(4_999, 2), '')
  assert.match(after(1, 3), /^1_totals: .* 3 of 2,800,000 rows, 0 % \(5 s\)\n$/)
  assert.equal(after(1_000, 4), '')
  assert.match(after(4_000, 5), /\(10 s\)\n$/)
  assert.equal(end(), '')
})
