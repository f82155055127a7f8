import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hasConflictMarkers, mergeTexts } from './merge-texts.ts'

const names = { base: 'before', mine: 'mine', theirs: 'theirs' }
const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('')

describe('mergeTexts', () => {
  test('takes what each side changed', () => {
    const base = text('a', 'b', 'c', 'd', 'e')
    const mine = text('A', 'b', 'c', 'd', 'e')
    const theirs = text('a', 'b', 'c', 'd', 'new', 'e')
    assert.deepEqual(mergeTexts({ base, mine, theirs }, names), {
      text: text('A', 'b', 'c', 'd', 'new', 'e'),
      conflicts: [],
    })
  })

  test('marks what both changed, with what it was', () => {
    const merged = mergeTexts(
      { base: text('a', 'b', 'c'), mine: text('a', 'x', 'c'), theirs: text('a', 'y', 'c') },
      names,
    )
    const marked = ['<<<<<<< mine', 'x', '||||||| before', 'b', '=======', 'y', '>>>>>>> theirs']
    assert.equal(merged.text, text('a', ...marked, 'c'))
    assert.deepEqual(merged.conflicts, [{ line: 2, text: marked.join('\n') }])
    assert.ok(hasConflictMarkers(merged.text))
  })

  test('keeps the ends of lines of the owned file', () => {
    const base = text('a', 'b', 'c')
    const mine = text('A', 'b', 'c').replaceAll('\n', '\r\n')
    const { text: merged } = mergeTexts({ base, mine, theirs: text('a', 'b', 'C') }, names)
    assert.equal(merged, text('A', 'b', 'C').replaceAll('\n', '\r\n'))
  })

  test('a change of one side alone is that side', () => {
    const lines = fc
      .array(fc.constantFrom('a', 'b', 'c', 'constructor', ''), { maxLength: 8 })
      .map((all) => all.join('\n'))
    fc.assert(
      fc.property(lines, lines, (base, other) => {
        const mine = mergeTexts({ base, mine: other, theirs: base }, names)
        const theirs = mergeTexts({ base, mine: base, theirs: other }, names)
        const both = mergeTexts({ base, mine: other, theirs: other }, names)
        for (const merged of [mine, theirs, both]) {
          assert.deepEqual(merged, { text: other, conflicts: [] })
        }
      }),
      { seed: 20_261_120, numRuns: 300 },
    )
  })
})

test('an arrow of equal signs alone is no unfinished merge', () => {
  assert.equal(hasConflictMarkers('// a\n=======\n'), false)
  assert.equal(hasConflictMarkers('<<<<<<< a\n=======\r\n>>>>>>> b\n'), true)
})
