import { type PrismaFile, readBlocks } from './schema-blocks.ts'

/** What stands in the files and not in the parser's document. */
export interface PassedOver {
  views: Set<string>
  ignoredModels: string[]
  /** Fields with `@ignore`, and the type each has. */
  ignoredFields: { model: string; field: string; type: string }[]
  unsupported: UnsupportedField[]
  partialIndexes: PartialIndex[]
}

/** An index that holds for some rows only. */
export interface PartialIndex {
  model: string
  /** Names of its fields, joined by commas. */
  fields: string
  /** SQL, or a condition in Prisma's own words. */
  where: string
  isSql: boolean
}

/** A field of a type that Prisma has no name for. */
export interface UnsupportedField {
  model: string
  field: string
  /** `@map` */
  column: string
  /** In the words of the database: `tsvector`. */
  native: string
  nullable: boolean
  isList: boolean
  /** The field that stands before it, `null` for the first. */
  after: string | null
}

const declared = /^\s*(\w+)\s+(\w+)/
const unsupportedField = /^\s*(\w+)\s+Unsupported\("((?:[^"\\]|\\.)*)"\)(\?|\[\])?/

/** Finds views, ignored models and fields, and fields of unsupported types. */
export function readPassedOver(files: readonly PrismaFile[]): PassedOver {
  const found: PassedOver = {
    views: new Set(),
    ignoredModels: [],
    ignoredFields: [],
    unsupported: [],
    partialIndexes: [],
  }
  for (const { text } of files) {
    for (const block of readBlocks(text)) {
      if (block.keyword === 'view') found.views.add(block.name)
      if (block.keyword === 'view' || block.keyword === 'model') {
        readBody(
          found,
          block.name,
          block.body.map((line) => withoutComment(line.text)),
        )
      }
    }
  }
  return found
}

function readBody(found: PassedOver, model: string, lines: string[]): void {
  if (lines.some((line) => /^\s*@@ignore\b/.test(line))) found.ignoredModels.push(model)
  for (const line of lines) {
    const partial = readPartialIndex(line)
    if (partial) found.partialIndexes.push({ model, ...partial })
  }
  let after: string | null = null
  for (const line of lines) {
    const [, field, type] = declared.exec(line) ?? []
    if (field === undefined || type === undefined) continue
    const unsupported = readUnsupported(line)
    if (unsupported) found.unsupported.push({ model, after, ...unsupported })
    else if (/\s@ignore\b/.test(line)) found.ignoredFields.push({ model, field, type })
    after = field
  }
}

function readUnsupported(line: string): Omit<UnsupportedField, 'model' | 'after'> | null {
  const [, field, native, arity] = unsupportedField.exec(line) ?? []
  if (field === undefined || native === undefined) return null
  const column = /@map\(\s*(?:name:\s*)?"([^"]*)"\s*\)/.exec(line)?.[1] ?? field
  return { field, column, native, nullable: arity === '?', isList: arity === '[]' }
}

function readPartialIndex(line: string): Omit<PartialIndex, 'model'> | null {
  const [, list = ''] = /^\s*@@(?:unique|index)\(\s*(?:fields:\s*)?\[(.*?)\]/.exec(line) ?? []
  const [, single = ''] = /^\s*(\w+)\s.*@unique\(/.exec(line) ?? []
  const [, sql, words] = /\bwhere:\s*(?:raw\("((?:[^"\\]|\\.)*)"\)|(\{.*?\}))/.exec(line) ?? []
  const where = sql?.replaceAll('\\"', '"') ?? words
  if (where === undefined) return null
  const fields = list.replace(/\([^)]*\)+/g, '').replace(/\s/g, '') || single
  return { fields, where, isSql: sql !== undefined }
}

/** Without the comment at its end; `//` inside a text is none. */
function withoutComment(line: string): string {
  return /^(?:"(?:[^"\\]|\\.)*"|(?!\/\/).)*/.exec(line)?.[0] ?? line
}
