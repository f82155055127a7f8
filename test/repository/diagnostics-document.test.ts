import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnostics, renderDiagnosticsPage } from '@cambium/model/diagnostics'
import { repositoryFiles, textOf } from './repository-files.ts'

const page = 'docs/reference/diagnostics.md'
const documented = [...textOf(page).matchAll(/^### (CAM\d{3}): /gm)].map(([, code]) => code)
const codes = diagnostics.map(({ code }) => code)

test('every diagnostic is documented, and every documented one exists', () => {
  assert.deepEqual(documented, codes)
})

test('the page says what `cambium explain` says', () => {
  assert.equal(textOf(page), renderDiagnosticsPage(diagnostics))
})

test('no two diagnostics have one code', () => {
  assert.equal(new Set(codes).size, codes.length)
})

test('every code that the packages speak of is in the table, and the other way round', () => {
  const sources = repositoryFiles().filter(
    (path) =>
      /^packages\/.*\/src\/.*\.ts$/.test(path) && !/\.test\.ts$|diagnostics\/|testing\//.test(path),
  )
  const spoken = new Set(sources.flatMap((path) => textOf(path).match(/CAM\d{3}/g) ?? []))
  const rules = codes.filter((code) => code.startsWith('CAM2'))
  assert.deepEqual([...new Set([...spoken, ...rules])].toSorted(), codes)
})
