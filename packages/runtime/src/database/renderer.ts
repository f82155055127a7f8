import { type AnyColumns, isColumns } from './columns.ts'
import { type Dialect, isFragment, isSql, type Sql, type SqlPart } from './sql.ts'

/** The text of a statement with what is known of it. One object per text and renderer. */
export interface Statement {
  readonly text: string
  /** Gives the records their form, when the list of what is selected or returned starts with `columns`. */
  readonly columns: AnyColumns | null
  /** Certain to change nothing. */
  readonly reads: boolean
}

export interface Rendered {
  readonly statement: Statement
  /** The values in the order of their places, as they were given. */
  readonly values: unknown[]
}

export type Renderer = (query: Sql) => Rendered

/** A step in the tree of shapes: either a value, or a nested piece known by the identity of its `strings`. */
interface Step {
  statement: Statement | undefined
  value: Step | undefined
  nested: Map<readonly string[], Step> | undefined
}

const maxSteps = 50_000

/**
 * Makes the function that turns a query into text and values. The text is worked out once per shape: later a query of
 * the same shape only walks a tree keyed by the identity of the templates in it, and no string is touched.
 */
export function createRenderer(dialect: Dialect): Renderer {
  let root = newStep()
  let steps = 0

  function next(step: Step, strings: readonly string[]): Step {
    step.nested ??= new Map()
    let found = step.nested.get(strings)
    if (!found) {
      found = newStep()
      step.nested.set(strings, found)
      steps++
    }
    return found
  }

  function walk(query: Sql, from: Step, values: unknown[]): Step {
    let step = next(from, query.strings)
    for (const part of query.parts) {
      if (isSql(part)) step = walk(part, step, values)
      else if (isFragment(part)) step = walk(part.render(dialect), step, values)
      else {
        values.push(part)
        step.value ??= newStep()
        step = step.value
      }
    }
    return step
  }

  return (query) => {
    const values: unknown[] = []
    const step = walk(query, root, values)
    let statement = step.statement
    if (!statement) {
      statement = writeStatement(query, dialect)
      step.statement = statement
      if (steps > maxSteps) {
        root = newStep()
        steps = 0
      }
    }
    return { statement, values }
  }
}

function newStep(): Step {
  return { statement: undefined, value: undefined, nested: undefined }
}

function writeStatement(query: Sql, dialect: Dialect): Statement {
  let text = ''
  let places = 0
  let columns: AnyColumns | null = null

  function write(piece: Sql): void {
    for (const [index, string] of piece.strings.entries()) {
      text += string
      if (index < piece.parts.length) writePart(piece.parts[index] as SqlPart)
    }
  }

  function writePart(part: SqlPart): void {
    if (isSql(part)) write(part)
    else if (isFragment(part)) {
      if (columns === null && isColumns(part) && startsResult(text)) columns = part
      write(part.render(dialect))
    } else {
      places++
      text += dialect === 'postgres' ? `$${places}` : '?'
    }
  }

  write(query)
  text = text.trim()
  return { text, columns, reads: onlyReads(text) }
}

/** True when what follows the text is the start of the statement's own result, not of a query inside it. */
function startsResult(text: string): boolean {
  if (!/\b(?:select|returning)(?:\s+distinct)?\s+$/i.test(text)) return false
  const bare = text.replaceAll(/'[^']*'|"[^"]*"/g, '')
  return bare.split('(').length === bare.split(')').length
}

function onlyReads(text: string): boolean {
  if (/^(?:select|values|explain)\b/i.test(text)) return !/\bfor\s+(?:update|share)\b/i.test(text)
  return /^with\b/i.test(text) && !/\b(?:insert|update|delete|replace)\b/i.test(text)
}
