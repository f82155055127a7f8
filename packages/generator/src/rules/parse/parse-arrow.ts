import type { EntityIR, Expr } from '@cambium/model/ir'
import { type ArrowFunctionExpression, type Expression, parseSync } from 'oxc-parser'
import type { ProblemList } from '../problem-list.ts'
import { collectBases, everyPart, type Schema } from '../schema/index.ts'
import type { Site } from '../site.ts'
import { expressionBody } from './expression-body.ts'
import { createMarks, type Marks } from './marks.ts'
import type { ParseContext } from './parse-context.ts'
import { parseExpression } from './parse-expression.ts'
import { bindParameters } from './parse-parameters.ts'
import { refusedPart } from './refused-part.ts'

const maxCharacters = 10_000
const maxDepth = 64

/** What SQLite takes in one statement, with room for what stands around it. */
const maxParts = 500

/** What parsing is given besides the text. */
export interface ArrowSite {
  site: Site
  entity: EntityIR
  schema: Schema
  problems: ProblemList
}

/** The tree of an arrow, with the places of its parts. */
export interface ParsedArrow {
  expr: Expr
  marks: Marks
}

/** Reads the text of one arrow; null when it is none, and stand-ins for the parts that were refused. */
export function parseArrow(text: string, arrowSite: ArrowSite): ParsedArrow | null {
  const { site, entity, schema, problems } = arrowSite
  const arrow = readArrow(text, problems)
  if (arrow === null) return null
  const body = expressionBody(arrow)
  if (body === null) return refuseForm(problems, arrow.body.start, 'a block is not an expression')
  const names = bindParameters(arrow, site, problems)
  const marks = createMarks()
  const context: ParseContext = {
    schema,
    site,
    problems,
    marks,
    bases: new Map(collectBases(schema, entity, null)),
    text,
    expression: (node, seen) =>
      parseExpression(context, node, seen) ?? marks.at(refusedPart(), node),
  }
  const expr = context.expression(body, names)
  if ([...everyPart(expr)].length <= maxParts) return { expr, marks }
  problems.refuse('tooLarge', body.start, {
    message: `an expression has at most ${maxParts} parts`,
  })
  return null
}

function readArrow(text: string, problems: ProblemList): ArrowFunctionExpression | null {
  if (text.length > maxCharacters || nesting(text) > maxDepth) {
    problems.refuse('tooLarge', 0, { message: 'this expression is too long or nested too deep' })
    return null
  }
  const before = '('
  const { program, errors } = parseSync('rule.ts', `${before}${text}\n)`)
  const [error] = errors
  if (error !== undefined) {
    const offset = Math.max(0, (error.labels[0]?.start ?? 1) - before.length)
    problems.refuse('syntax', Math.min(offset, text.length), { message: error.message })
    return null
  }
  const [statement, another] = program.body
  shiftOffsets(program, before.length)
  const isAlone = another === undefined
  const node =
    isAlone && statement?.type === 'ExpressionStatement' ? unwrap(statement.expression) : null
  if (node?.type !== 'ArrowFunctionExpression') {
    return refuseForm(problems, 0, 'this is not an arrow function')
  }
  return node.async ? refuseForm(problems, node.start, 'an expression cannot wait') : node
}

function refuseForm(problems: ProblemList, offset: number, message: string): null {
  problems.refuse('notAnArrow', offset, { message, hint: 'write (row) => expression' })
  return null
}

function unwrap(node: Expression): Expression {
  return node.type === 'ParenthesizedExpression' ? unwrap(node.expression) : node
}

/** Offsets count from the author's text, not from the brackets put around it. */
function shiftOffsets(node: unknown, by: number): void {
  const pending: unknown[] = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if ('start' in next && typeof next.start === 'number') next.start -= by
    if ('end' in next && typeof next.end === 'number') next.end -= by
    for (const value of Object.values(next)) {
      if (typeof value === 'object' && value !== null) pending.push(value)
    }
  }
}

/** An upper bound of the nesting, counted before anything recursive sees the text. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if ('([{'.includes(character)) depth += 1
    else if (')]}'.includes(character)) depth -= 1
    deepest = Math.max(deepest, depth)
  }
  const longestRun = Math.max(0, ...(text.match(/[!\s-]{8,}/g) ?? []).map(countSigns))
  return Math.max(deepest, longestRun)
}

function countSigns(run: string): number {
  return run.replace(/\s/g, '').length
}
