import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '../ir/index.ts'
import { entity, text } from '../language/index.ts'
import { compileAnything, refusalCases, sourceOf } from '../testing/index.ts'
import { emptyLock, type LogicKind, resolveModel, type SourceModel } from './index.ts'
import type { JsonObject } from './source-model.ts'

const words = fc.constantFrom(
  ...'cambium entity field index rule config kind options fields name target values element expression text one manyToMany choice User access read all $arrow'.split(
    ' ',
  ),
)

const anything = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    words,
    fc.constantFrom<JsonValue>(null, true, 0, -1, 1.5, '', '__proto__', '-'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

test('no definition makes the checker throw', () => {
  fc.assert(
    fc.property(anything, anything, anything, (config, one, other) => {
      const source: SourceModel = {
        config,
        entities: [one, other].map((definition) => ({ file: 'src/a/a.model.ts', definition })),
      }
      const { model, findings } = resolveModel(source, emptyLock(), compileAnything)
      assert.equal(
        model === null,
        findings.some(({ severity }) => severity === 'error'),
      )
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('no option of a field or an entity makes the checker throw', () => {
  const entities = refusalCases.flatMap((refusal) =>
    refusal.entities.map((entity) => JSON.stringify(entity)),
  )
  fc.assert(
    fc.property(fc.constantFrom(...new Set(entities)), fc.nat(), anything, (text, at, value) => {
      const definition = replacePart(JSON.parse(text), at, value)
      resolveModel(sourceOf([definition]), emptyLock(), compileAnything)
    }),
    { seed: 7, numRuns: 1000 },
  )
})

test('no options of a function, a job or an event make the checker throw', () => {
  const kind = fc.constantFrom<LogicKind>('function', 'job', 'workflow', 'handler', 'mail')
  const option = fc.constantFrom(
    ...'method path access input output stream schedule timeZone rate events timeout'.split(' '),
  )
  const options = fc.dictionary(option, anything, { noNullPrototype: true })
  const field = fc.dictionary(words, anything, { maxKeys: 3, noNullPrototype: true })
  fc.assert(
    fc.property(kind, options, field, anything, (one, given, fields, events) => {
      const source = sourceOf([entity('Task', { fields: { title: text() } })])
      for (const { definition } of source.entities) {
        const { options: own } = definition as { options: JsonObject }
        own.events = events
      }
      const logic = [
        { kind: one, file: 'src/jobs/a.ts', name: 'a', options: given, event: 'task.a' },
        { kind: one, file: 'src/jobs/b.ts', name: 'a', options: { input: fields }, event: '' },
      ]
      const { model, findings } = resolveModel({ ...source, logic }, emptyLock(), compileAnything)
      const isWrong = findings.some(({ severity }) => severity === 'error')
      assert.equal(model === null, isWrong)
    }),
    { seed: 7, numRuns: 1500 },
  )
})

/** The definition with one of its parts replaced. */
function replacePart(definition: JsonValue, at: number, value: JsonValue): JsonValue {
  let left = at % 12
  const visit = (part: JsonValue): JsonValue => {
    if (left-- === 0) return value
    if (Array.isArray(part)) return part.map(visit)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]))
  }
  return visit(definition)
}
