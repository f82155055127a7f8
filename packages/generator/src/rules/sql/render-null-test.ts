import type { Expr } from '@cambium/model/ir'
import { type OneMember, type PathExpr, resolvePath } from '../schema/index.ts'
import type { Doc } from './doc.ts'
import { fieldOf, followHops, openRow } from './read-row.ts'
import type { Renderer, RowSource } from './renderer.ts'
import { startOf } from './starting-row.ts'

/** `operand === null` where `wanted`, `operand !== null` where not. */
export function renderNullTest(renderer: Renderer, operand: Expr, wanted: boolean): Doc {
  if (operand.type !== 'path') {
    return [renderer.value(operand, false), wanted ? ' is null' : ' is not null']
  }
  if (operand.path.length === 0 && operand.base === 'previous') {
    const exists = renderer.inputs.single({ kind: 'exists', base: 'previous' }, 'boolean', true)
    return wanted ? ['not ', exists] : exists
  }
  return renderPathTest(renderer, operand, wanted)
}

/** A path through relations is null only where everything before its last name is there. */
function renderPathTest(renderer: Renderer, path: PathExpr, wanted: boolean): Doc {
  const resolved = resolvePath(renderer.schema, renderer.bases, path)
  if (resolved === undefined) throw new Error(`${path.path.join('.')} leads nowhere`)
  const { last } = resolved
  const relation = last === null ? resolved.hops.at(-1) : undefined
  const hops = last === null ? resolved.hops.slice(0, -1) : resolved.hops
  const start = startOf(renderer, resolved)
  const test = (row: RowSource, sign: boolean): Doc => {
    if (relation !== undefined) return relationTest(renderer, row, { relation, wanted: sign })
    if (last?.kind !== 'field') throw new Error(`${path.path.join('.')} is never null`)
    const isTyped = row.kind === 'table'
    return [
      fieldOf(renderer, row, { field: last.field, isTyped }),
      sign ? ' is null' : ' is not null',
    ]
  }
  if (hops.length === 0 && start.kind !== 'known') return test(start, wanted)
  const found = followHops(renderer, start, {
    hops,
    mode: 'test',
    read: (row) => {
      if (row.kind !== 'known') return test(row, true)
      return openRow(renderer, row, { mode: 'test', read: (table) => test(table, true) })
    },
  })
  return wanted ? found : ['not ', found]
}

interface RelationTest {
  relation: OneMember
  wanted: boolean
}

function relationTest(renderer: Renderer, row: RowSource, { relation, wanted }: RelationTest): Doc {
  const isHeldTogether = relation.key.reference?.fields !== undefined
  if (relation.side === 'here' && !relation.mayBeUnseen && !isHeldTogether) {
    const key = fieldOf(renderer, row, { field: relation.key, isTyped: row.kind === 'table' })
    return [key, wanted ? ' is null' : ' is not null']
  }
  const found = followHops(renderer, row, { hops: [relation], mode: 'test', read: () => 'true' })
  return wanted ? ['not ', found] : found
}
