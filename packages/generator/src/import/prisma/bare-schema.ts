import { type BlockLine, type PrismaFile, readBlocks, type SchemaBlock } from './schema-blocks.ts'

/** A schema without what says where its database is and what is generated of it. */
export interface BareSchema {
  /** The files, every character in its place. */
  files: PrismaFile[]
  /** `postgresql`, `mysql`, ...; `null` where no datasource says. */
  provider: string | null
}

/**
 * Blanks what belongs to one version of Prisma and says nothing of the tables: generators, which may name features that no
 * longer are, and the addresses of the datasource, which newer versions keep in `prisma.config.ts`. A generator of its own
 * allows views and all else that asks for permission.
 */
export function bareSchema(files: readonly PrismaFile[]): BareSchema {
  let provider: string | null = null
  const bare = files.map(({ name, text }) => {
    let left = text
    for (const block of readBlocks(text)) {
      if (block.keyword === 'generator') left = blank(left, wholeBlock(text, block))
      if (block.keyword !== 'datasource') continue
      for (const line of addresses(block)) left = blank(left, line)
      const said = providerOf(block)
      if (said === null) continue
      provider = said.provider
      left = left.slice(0, said.start) + said.text + left.slice(said.start + said.text.length)
    }
    return { name, text: left }
  })
  return { files: [...bare, { name: 'cambium.prisma', text: ownBlocks(provider) }], provider }
}

/** The same schema with a datasource of that provider, for files that have none. */
export function withProvider({ files }: BareSchema, provider: string): BareSchema {
  const datasource = `datasource db {\n  provider = "${provider}"\n}\n`
  return { files: [...files, { name: 'datasource.prisma', text: datasource }], provider }
}

function ownBlocks(provider: string | null): string {
  const features = [
    'views',
    'partialIndexes',
    ...(provider === 'postgresql' ? ['postgresqlExtensions'] : []),
  ]
  const list = features.map((feature) => `"${feature}"`).join(', ')
  return `generator cambium {\n  provider = "cambium"\n  previewFeatures = [${list}]\n}\n`
}

function blank(text: string, { text: line, start }: BlockLine): string {
  const end = start + line.length
  return text.slice(0, start) + line.replace(/[^\n]/g, ' ') + text.slice(end)
}

function wholeBlock(text: string, { body, keyword, name }: SchemaBlock): BlockLine {
  const head = new RegExp(`^\\s*${keyword}\\s+${name}\\s*\\{`, 'm').exec(text)
  const start = head?.index ?? 0
  const last = body.at(-1)
  const from = last ? last.start + last.text.length : start
  const end = text.indexOf('}', from) + 1
  return { text: text.slice(start, end), start }
}

function addresses({ body }: SchemaBlock): BlockLine[] {
  return body.filter(({ text }) => /^\s*(url|directUrl|shadowDatabaseUrl)\s*=/.test(text))
}

/** The line of the provider, in the form the parser takes: older versions took lists and variables. */
function providerOf({ body }: SchemaBlock): (BlockLine & { provider: string }) | null {
  const line = body.find(({ text }) => /^\s*provider\s*=/.test(text))
  if (!line) return null
  const named = /"(\w+)"/.exec(line.text)?.[1]
  const isVariable = /=\s*env\(/.test(line.text)
  const provider = isVariable || named === undefined ? 'postgresql' : named
  const text = /=\s*"/.test(line.text)
    ? line.text
    : `provider="${provider}"`.padEnd(line.text.length)
  return { text: text.slice(0, line.text.length), start: line.start, provider: canonical(provider) }
}

function canonical(provider: string): string {
  return provider === 'postgres' ? 'postgresql' : provider
}
