import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unsafe } from '../../plan/index.ts'
import { askDecisions } from './ask-decisions.ts'
import { readDecisions } from './decisions.ts'

const none = readDecisions({ flags: {} })
const renamed: Unsafe = {
  what: 'notes.phone',
  why: 'is gone and telephone is new: renamed, or its values given up?',
  flags: ['--rename Note.phone=telephone', '--drop Note.phone'],
}
const empty: Unsafe = { what: 'notes.kind', why: 'is required', flags: ['--fill Note.kind=VALUE'] }

test('each question is asked, and the answers are what the flags would have said', async () => {
  const asked: [string, readonly string[]][] = []
  const decisions = await askDecisions(
    [renamed, { ...renamed, what: 'notes.fax', flags: ['--drop Note.fax'] }, empty],
    none,
    async (question, answers) => {
      asked.push([question, answers])
      return 0
    },
  )
  assert.deepEqual(decisions?.renames, [{ entity: 'Note', field: 'phone', to: 'telephone' }])
  assert.deepEqual([...(decisions?.drops ?? [])], ['Note.fax'])
  assert.equal(asked.length, 2)
  assert.match(asked[0]?.[0] ?? '', /^notes\.phone is gone and telephone is new/)
  assert.match(asked[0]?.[1][0] ?? '', /its values stay/)
  assert.match(asked[0]?.[1][1] ?? '', /kept aside/)
})

test('a value is not asked for, and no answer decides nothing', async () => {
  const never = (): Promise<number | null> => Promise.reject(new Error('asked'))
  assert.equal(await askDecisions([empty], none, never), null)
  assert.equal(await askDecisions([], none, never), null)
  assert.equal(await askDecisions([renamed], none, async () => null), null)
})
