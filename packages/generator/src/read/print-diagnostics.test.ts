import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnosticAt, diagnosticWithout } from './locate.ts'
import { printDiagnostics } from './print-diagnostics.ts'

const text = "export default entity('Task', {\n\tfields: { title: txt() },\n})\n"
const start = text.indexOf('txt')
const unknown = diagnosticAt(
  { code: 'CAM306', message: "There is no 'txt'", nearest: 'text', hint: 'Look again' },
  { file: 'src/tasks/task.model.ts', text, span: { start, end: start + 3 } },
)

test('a diagnostic shows code, place, message, the line with a marker, the nearest name and the hint', () => {
  assert.equal(
    printDiagnostics([unknown], false),
    `error CAM306  src/tasks/task.model.ts:2:19
  There is no 'txt'
    1 | export default entity('Task', {
    2 | \tfields: { title: txt() },
      | \t                 ^^^
  Did you mean 'text'?
  Look again

1 error. More about one: cambium explain CAM306
`,
  )
})

test('colour is there only when it is wanted', () => {
  assert.equal(printDiagnostics([unknown], false).includes('\u001b['), false)
  assert.equal(printDiagnostics([unknown], true).includes('\u001b[31merror CAM306\u001b['), true)
})

test('a diagnostic without a place, and a warning, are counted', () => {
  const warning = diagnosticWithout({
    code: 'CAM312',
    message: 'No model yet',
    severity: 'warning',
  })
  assert.match(
    printDiagnostics([unknown, warning], false),
    /warning CAM312\n {2}No model yet\n\n1 error and 1 warning\./,
  )
  assert.equal(printDiagnostics([], false), '')
})

test('a place beyond the end of a long line has no excerpt', () => {
  const long = `export default ${' '.repeat(500)}x`
  const far = diagnosticAt(
    { code: 'CAM301', message: 'Far' },
    { file: 'a.ts', text: long, span: { start: 510, end: 511 } },
  )
  assert.deepEqual([far.column, far.excerpt], [511, ''])
})

const parameter = {
  ...diagnosticWithout({
    code: 'CAM137',
    severity: 'warning',
    message: 'REST lists cannot be filtered by "limit"',
    hint: 'Another name can',
  }),
  file: 'src/notes/note.model.ts',
  line: 4,
  column: 2,
  excerpt: 'limit: int()',
}

test('what is only worth knowing takes one line, however often it is there', () => {
  const other = { ...parameter, line: 5 }
  assert.equal(
    printDiagnostics([parameter, other], false),
    `warning CAM137  src/notes/note.model.ts:4:2  REST lists cannot be filtered by "limit" (and 1 more)

2 warnings. More about one: cambium explain CAM137
`,
  )
})

test('all else is said in full', () => {
  const text = printDiagnostics([{ ...parameter, code: 'CAM135' }, parameter], false)
  assert.match(text, /warning CAM135.*\n.*\n {4}limit: int\(\)\n {2}Another name can\n/)
})
