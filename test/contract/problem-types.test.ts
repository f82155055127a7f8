import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorCodes } from '@cambium/runtime/errors'
import { problemKinds } from '../../packages/generator/src/emit/openapi/problem-responses.ts'

test('the document describes every code the runtime refuses with, as the runtime does, and no other', () => {
  const described = Object.entries(problemKinds).map(([code, { status, title }]) => [
    code,
    { status, title },
  ])
  assert.deepEqual(Object.fromEntries(described), errorCodes)
})
