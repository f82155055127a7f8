import { ImportError, type SourceKind, type SourceReader } from './source/index.ts'

/** One way of reading, known by its kind and loaded when it is first needed. */
export interface ReaderEntry {
  kind: SourceKind
  load(): Promise<SourceReader>
}

/**
 * Every reader, in the order in which they are asked whether a source is theirs: addresses and names that say what they
 * are before contents that have to be looked at.
 */
export const readers: readonly ReaderEntry[] = [
  { kind: 'postgres', load: async () => (await import('./postgres/index.ts')).postgresReader },
  { kind: 'sqlite', load: async () => (await import('./sqlite/index.ts')).sqliteReader },
  { kind: 'sql', load: async () => (await import('./sql-file/index.ts')).sqlFileReader },
  { kind: 'prisma', load: async () => (await import('./prisma/index.ts')).prismaReader },
  { kind: 'cambium', load: async () => (await import('./cambium/index.ts')).cambiumReader },
  { kind: 'parse', load: async () => (await import('./parse/index.ts')).parseReader },
  { kind: 'openapi', load: async () => (await import('./openapi/index.ts')).openapiReader },
  {
    kind: 'json-schema',
    load: async () => (await import('./openapi/index.ts')).jsonSchemaReader,
  },
  { kind: 'csv', load: async () => (await import('./samples/index.ts')).csvReader },
  { kind: 'json', load: async () => (await import('./samples/index.ts')).jsonReader },
]

/** The reader of a kind, or the first that takes the source for its own; an `ImportError` where there is none. */
export async function findReader(
  source: string,
  { kind, among = readers }: { kind: string | null; among?: readonly ReaderEntry[] },
): Promise<SourceReader> {
  if (kind !== null) {
    const entry = among.find((one) => one.kind === kind)
    if (entry) return entry.load()
    const kinds = among.map((one) => one.kind).join(', ')
    throw new ImportError(`Nothing is read as "${kind}"`, `--as takes one of: ${kinds}`)
  }
  const loaded: SourceReader[] = []
  for (const entry of among) {
    const reader = await entry.load()
    if (reader.detects(source)) return reader
    loaded.push(reader)
  }
  const words = loaded.map((reader) => `  ${reader.kind}: ${reader.words}`)
  throw new ImportError(
    `"${source}" is nothing that can be imported, or it is not there`,
    ['These are read; --as KIND says which it is:', ...words].join('\n'),
  )
}
