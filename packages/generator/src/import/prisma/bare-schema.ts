import { type BlockLine, type PrismaFile, readBlocks, type SchemaBlock } from './schema-blocks.ts'

/** A schema without what says where its database is and what is generated of it. */
export interface BareSchema {
  /** The files, every line in its place. */
  files: PrismaFile[]
  /** `postgresql`, `mysql`, ...; `null` where no datasource says. */
  provider: string | null
}

/**
 * Takes away what belongs to one version of Prisma and says nothing of the tables: generators, which may name features that
 * no longer are, the addresses of the datasource, which newer versions keep in `prisma.config.ts`, and the keys and indexes
 * of views, which older versions took. A generator of its own allows views and all else that asks for permission.
 */
export function bareSchema(files: readonly PrismaFile[]): BareSchema {
  let provider: string | null = null
  const bare = files.map(({ name, text }) => {
    const edits = readBlocks(text).flatMap((block) => {
      const said = providerOf(block)
      provider ??= said?.provider ?? null
      return [...editsOf(block), ...(said ? [said] : [])]
    })
    return { name, text: edited(text, edits) }
  })
  return { files: [...bare, { name: 'cambium.prisma', text: ownBlocks(provider) }], provider }
}

/** The same schema with a datasource of that provider, for files that have none. */
export function withProvider({ files }: BareSchema, provider: string): BareSchema {
  const datasource = `datasource db {\n  provider = "${provider}"\n}\n`
  return { files: [...files, { name: 'datasource.prisma', text: datasource }], provider }
}

function ownBlocks(provider: string | null): string {
  const isPostgres = provider === 'postgresql'
  const features = ['views', 'partialIndexes', ...(isPostgres ? ['postgresqlExtensions'] : [])]
  const list = features.map((feature) => `"${feature}"`).join(', ')
  return `generator cambium {\n  provider = "cambium"\n  previewFeatures = [${list}]\n}\n`
}

/** A line, and what stands there instead. */
interface Edit {
  line: BlockLine
  text: string
}

function edited(text: string, edits: Edit[]): string {
  let left = text
  for (const { line, text: instead } of edits.toSorted((a, b) => b.line.start - a.line.start)) {
    left = left.slice(0, line.start) + instead + left.slice(line.start + line.text.length)
  }
  return left
}

function editsOf({ keyword, head, body, foot }: SchemaBlock): Edit[] {
  switch (keyword) {
    case 'generator':
      return [head, ...body, ...(foot ? [foot] : [])].map((line) => ({ line, text: '' }))
    case 'datasource':
      return body.filter(isAddress).map((line) => ({ line, text: '' }))
    case 'view':
      return body.map((line) => ({ line, text: ofView(line.text) }))
    default:
      return []
  }
}

function isAddress({ text }: BlockLine): boolean {
  return /^\s*(url|directUrl|shadowDatabaseUrl)\s*=/.test(text)
}

/** A line of a view as newer versions take it: it may say what is unique, and no more. */
function ofView(line: string): string {
  if (/^\s*@@(index|fulltext)\b/.test(line)) return ''
  const [, fields] = /^\s*@@(?:id|unique)\((?:fields:\s*)?(\[[^\]]*\])/.exec(line) ?? []
  if (fields !== undefined) return `  @@unique(${fields.replace(/\([^)]*\)/g, '')})`
  const attribute = /\s@(id|unique)\b(\([^)]*\))?/
  if (!attribute.test(line) || /^\s*\/\//.test(line)) return line
  return line
    .replace(attribute, ' @unique')
    .replace(/(\s@unique\b.*)\s@(id|unique)\b(\([^)]*\))?/, '$1')
}

/** The line of the provider, in the form the parser takes: older versions took lists and variables. */
function providerOf({ keyword, body }: SchemaBlock): (Edit & { provider: string }) | null {
  const line = body.find(({ text }) => /^\s*provider\s*=/.test(text))
  if (!line || keyword !== 'datasource') return null
  const isVariable = /=\s*env\(/.test(line.text)
  const named = isVariable ? undefined : /"(\w+)"/.exec(line.text)?.[1]
  const provider = named === 'postgres' || named === undefined ? 'postgresql' : named
  const isPlain = /=\s*"/.test(line.text)
  return { line, provider, text: isPlain ? line.text : `  provider = "${provider}"` }
}
