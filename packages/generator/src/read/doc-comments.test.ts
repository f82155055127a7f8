import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocComments } from './doc-comments.ts'
import { parseSource } from './parse-source.ts'

test('the JSDoc above an entity and its fields is read, and no other comment', () => {
  const source = parseSource({
    path: 'src/tasks/task.model.ts',
    text: `
/** Something to be done. */
export default entity('Task', {
  fields: {
    /**
     * What is to be done,
     * in one line.
     */
    title: text(),
    // not a doc comment
    notes: text(),
    /* nor this */
    state: text(), /** about the next one */
    due: datetime(),
  },
})`,
  })
  const docs = readDocComments(source)
  assert.equal(docs.entity, 'Something to be done.')
  assert.deepEqual(
    [...docs.fields],
    [
      ['title', 'What is to be done,\nin one line.'],
      ['due', 'about the next one'],
    ],
  )
})
