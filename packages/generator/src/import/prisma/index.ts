import { basename, resolve } from 'node:path'
import type { OpenSource, SourceOptions, SourceReader } from '../source/index.ts'
import { type BareSchema, bareSchema, withProvider } from './bare-schema.ts'
import type { Datamodel } from './datamodel.ts'
import type { ParsedSchema } from './parsed-schema.ts'
import { readPassedOver } from './passed-over.ts'
import { parsePrismaSchema } from './prisma-parser.ts'
import { isPrismaSource, readSchemaFiles } from './schema-files.ts'
import { leftBehind, sourceTables } from './source-tables.ts'

/** Reads Prisma schemas with Prisma's own parser. */
export const prismaReader: SourceReader = {
  kind: 'prisma',
  words: 'a Prisma schema (schema.prisma, a folder of *.prisma, or a project that has one)',
  detects: isPrismaSource,
  open: openPrisma,
}

async function openPrisma({ source, progress }: SourceOptions): Promise<OpenSource> {
  const files = readSchemaFiles(resolve(source))
  progress(
    `reading ${files.length === 1 ? 'a Prisma schema' : `${files.length} files of a Prisma schema`}`,
  )
  const { datamodel, provider } = await parse(bareSchema(files))
  const dialect = dialectOf(provider)
  const schema: ParsedSchema = { datamodel, provider, dialect, passedOver: readPassedOver(files) }
  return {
    schema: {
      kind: 'prisma',
      label: `the Prisma schema ${basename(resolve(source))}`,
      dialect,
      tables: sourceTables(schema),
      left: leftBehind(schema),
    },
    rows: null,
    async close() {},
  }
}

interface Parsed {
  datamodel: Datamodel
  provider: string | null
}

/** Native types are known by the provider: without a datasource the first that accepts the schema is taken. */
async function parse(schema: BareSchema): Promise<Parsed> {
  if (schema.provider !== null) {
    return { datamodel: await parsePrismaSchema(schema.files), provider: schema.provider }
  }
  for (const provider of ['postgresql', 'mysql', 'mongodb', 'sqlserver', 'cockroachdb']) {
    const guess = withProvider(schema, provider)
    const datamodel = await parsePrismaSchema(guess.files).catch(() => null)
    if (datamodel) return { datamodel, provider }
  }
  return {
    datamodel: await parsePrismaSchema(withProvider(schema, 'postgresql').files),
    provider: null,
  }
}

function dialectOf(provider: string | null): 'postgres' | 'sqlite' | null {
  if (provider === 'postgresql' || provider === 'cockroachdb') return 'postgres'
  return provider === 'sqlite' ? 'sqlite' : null
}
