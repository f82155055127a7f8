import type { FieldIR, FunctionIR, ModelIR } from '@cambium/model/ir'
import { passedSchema } from '../../emit/index.ts'
import { additive, breaking, type Change, neutral } from '../change.ts'
import { same } from '../pairs.ts'
import { compareAnswers, compareSchemas } from './compare-schemas.ts'

const callers = 'clients that call it'

/** What a change means for the clients of functions, which are known by their names. */
export function compareFunctions(before: ModelIR, after: ModelIR): Change[] {
  const [old, now] = [served(before), served(after)]
  return [
    ...[...now.values()].flatMap((one) => {
      const previous = old.get(one.name)
      return previous ? compareFunction(previous, one) : [additive(`${wordsOf(one)} is new`)]
    }),
    ...[...old.values()]
      .filter(({ name }) => !now.has(name))
      .map((one) => breaking(`${wordsOf(one)} is gone`, callers)),
  ]
}

function served({ logic }: ModelIR): Map<string, FunctionIR> {
  const functions = logic?.functions.filter(({ path }) => path !== null) ?? []
  return new Map(functions.map((one) => [one.name, one]))
}

function addressOf({ method, path }: FunctionIR): string {
  return `${method} /api${path}`
}

function wordsOf(one: FunctionIR): string {
  return `the function ${one.name}, ${addressOf(one)},`
}

function compareFunction(before: FunctionIR, after: FunctionIR): Change[] {
  const { name } = after
  const [from, to] = [addressOf(before), addressOf(after)]
  const moved = from === to ? [] : [breaking(`${name} is called by ${to}, was ${from}`, callers)]
  const sent = [formOf(before), formOf(after)]
  const changes = [
    ...moved,
    ...(sent[0] === sent[1] ? [] : [breaking(`${name} gives ${sent[1]}, was ${sent[0]}`, callers)]),
    ...compareInput(name, before.input, after.input),
    ...compareOutput(name, before.output ?? [], after.output ?? []),
  ]
  if (changes.length > 0 || same(shownOf(before), shownOf(after))) return changes
  return [neutral(`${name} is described in other words`)]
}

function shownOf({
  file: _file,
  access: _access,
  transaction: _transaction,
  ...shown
}: FunctionIR) {
  return shown
}

function formOf({ stream, output }: FunctionIR): string {
  if (stream !== null) return `a stream of ${stream}`
  return output === null ? 'nothing' : 'an object'
}

interface Pair {
  name: string
  before: FieldIR | undefined
  after: FieldIR | undefined
}

function pairs(name: string, before: readonly FieldIR[], after: readonly FieldIR[]): Pair[] {
  const names = new Set([...after, ...before].map((field) => field.name))
  const named = (fields: readonly FieldIR[], wanted: string) =>
    fields.find((field) => field.name === wanted)
  return [...names].map((field) => ({
    name: `${name}.${field}`,
    before: named(before, field),
    after: named(after, field),
  }))
}

function compareInput(owner: string, from: readonly FieldIR[], to: readonly FieldIR[]): Change[] {
  return pairs(owner, from, to).flatMap(({ name, before, after }) => {
    if (!after) return [breaking(`${name} is refused`, 'clients that send it')]
    if (!before) {
      return after.nullable
        ? [additive(`${name} may be sent`)]
        : [breaking(`${name} must be sent`, callers)]
    }
    const { wider, narrower } = compareSchemas(givenSchema(before), givenSchema(after))
    return [
      ...(before.nullable && !after.nullable ? [breaking(`${name} must be sent`, callers)] : []),
      ...(!before.nullable && after.nullable ? [additive(`${name} may be left out`)] : []),
      ...narrower.map((words) => breaking(`${name}: ${words}`, 'clients that send it')),
      ...wider
        .filter((words) => !narrower.includes(words))
        .map((words) => additive(`${name}: ${words}`)),
    ]
  })
}

function compareOutput(owner: string, from: readonly FieldIR[], to: readonly FieldIR[]): Change[] {
  const readers = 'clients that read it'
  return pairs(owner, from, to).flatMap(({ name, before, after }) => {
    if (!after) return [breaking(`${name} is no longer given`, readers)]
    if (!before) return [additive(`${name} is given`)]
    const { wider, narrower } = compareAnswers(givenSchema(before), givenSchema(after))
    return [
      ...(!before.nullable && after.nullable ? [breaking(`${name} may be missing`, readers)] : []),
      ...(before.nullable && !after.nullable ? [neutral(`${name} is always given`)] : []),
      ...wider.map((words) => breaking(`${name} as given: ${words}`, readers)),
      ...narrower
        .filter((words) => !wider.includes(words))
        .map((words) => neutral(`${name} as given: ${words}`)),
    ]
  })
}

/** Whether it may be left out is said apart. */
function givenSchema(field: FieldIR): ReturnType<typeof passedSchema> {
  return passedSchema({ ...field, nullable: false })
}
