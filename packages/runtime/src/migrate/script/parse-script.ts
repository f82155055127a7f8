import { createHash } from 'node:crypto'
import { StartupError } from '../../errors/index.ts'
import type { Part, Script } from './part.ts'

/**
 * Reads a migration's script. A line `-- next` stands between two statements, a line `-- commit` between two parts; the
 * first lines of a part say how it runs (`-- outside`, `-- batches of "table" by "column"`) and what it is called
 * (`-- title: words`). Throws a `StartupError` that names the file when a part is not what its first line says.
 */
export function parseScript(text: string, file: string): Script {
  const { first, rest } = headOf(text)
  const foreignKeysOff = first === '-- foreign keys off'
  const isOutside = first === '-- no transaction'
  const body = foreignKeysOff || isOutside ? rest : text
  const pieces = isOutside ? outsidePieces(body, file) : piecesOf(body)
  const parts: Part[] = []
  let statements = 0
  for (const piece of pieces) {
    const place = `part ${parts.length + 1} of ${file}`
    parts.push(partOf(piece, { place, firstStatement: statements + 1 }))
    statements += piece.statements.length
  }
  return { parts, statements, foreignKeysOff, file }
}

interface Piece {
  /** The first lines that say how it runs, without the dashes. */
  readonly directives: readonly string[]
  readonly statements: readonly string[]
}

function headOf(text: string): { first: string; rest: string } {
  const end = text.indexOf('\n')
  if (end === -1) return { first: text.trimEnd(), rest: '' }
  return { first: text.slice(0, end).trimEnd(), rest: text.slice(end + 1) }
}

function piecesOf(text: string): Piece[] {
  return text
    .split(/^-- commit[ \t]*$/m)
    .map(pieceOf)
    .filter(({ directives, statements }) => statements.length > 0 || directives.length > 0)
}

/** Every statement is a part of its own. */
function outsidePieces(text: string, file: string): Piece[] {
  const pieces = piecesOf(text)
  if (pieces.length > 1) {
    throw new StartupError(`The script ${file} has both "-- no transaction" and "-- commit"`, {
      hint: 'Take "-- no transaction" away, and begin the parts that need it with "-- outside".',
    })
  }
  return pieces.flatMap(({ statements }) =>
    statements.map((statement) => ({ directives: ['outside'], statements: [statement] })),
  )
}

const directive = /^-- *(outside|batches\b.*|title:.*)$/

function pieceOf(text: string): Piece {
  const lines = text.trimStart().split('\n')
  const directives: string[] = []
  for (const line of lines) {
    const found = directive.exec(line.trimEnd())?.[1]
    if (found === undefined) break
    directives.push(found.trimEnd())
  }
  return { directives, statements: statementsOf(lines.slice(directives.length).join('\n')) }
}

function statementsOf(text: string): string[] {
  return text
    .split(/^-- next[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^\s*--.*$/gm, '').trim() !== '')
}

function partOf(
  { directives, statements }: Piece,
  { place, firstStatement }: { place: string; firstStatement: number },
): Part {
  const title = directives.find((line) => line.startsWith('title:'))?.slice('title:'.length)
  const how = directives.find((line) => !line.startsWith('title:'))
  const facts = {
    title: title?.trim() ?? null,
    firstStatement,
    hash: createHash('sha256')
      .update([how, ...statements].join('\0'))
      .digest('hex'),
  }
  if (how === undefined) return { ...facts, kind: 'transaction', statements }
  const [statement = '', more] = statements
  if (statement === '' || more !== undefined) {
    throw new StartupError(
      `The ${place} begins with "-- ${how}" and has ${statements.length} statements`,
      {
        hint: 'Such a part has exactly one statement. A line "-- commit" ends a part.',
      },
    )
  }
  if (how === 'outside') return { ...facts, kind: 'outside', statement }
  return { ...facts, kind: 'batches', statement, ...batchesOf(how, statement, place) }
}

const batches = /^batches of "((?:[^"]|"")+)" by "((?:[^"]|"")+)"$/

function batchesOf(how: string, statement: string, place: string): { table: string; key: string } {
  const found = batches.exec(how)
  if (!found) {
    throw new StartupError(`The ${place} begins with "-- ${how}", which cannot be read`, {
      hint: 'It has the form: -- batches of "table" by "column"',
    })
  }
  if (!/> *:after\b/.test(statement) || !/<= *:upto\b/.test(statement)) {
    throw new StartupError(`The ${place} does not say which rows a batch changes`, {
      hint: 'Its statement needs: where "column" > :after and "column" <= :upto',
    })
  }
  const [, table = '', key = ''] = found
  return { table: table.replaceAll('""', '"'), key: key.replaceAll('""', '"') }
}
