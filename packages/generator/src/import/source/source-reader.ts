import type { SourceRows } from './source-rows.ts'
import type { SourceKind, SourceSchema } from './source-schema.ts'

/** What a person said of the source on the command line. */
export interface SourceOptions {
  /** A file, a folder or an address, as given; relative paths are made absolute. */
  source: string
  /** Schemas of a PostgreSQL database to read; all but its own where empty. */
  schemas: readonly string[]
  /** SQL of a file, where its text does not tell. */
  dialect: 'postgres' | 'sqlite' | null
  /** Says what is being done, for long reads. */
  progress(text: string): void
}

/** A source that was opened. */
export interface OpenSource {
  schema: SourceSchema
  /** `null`: it has a schema and no rows. */
  rows: SourceRows | null
  close(): Promise<void>
}

/** One way of reading a foreign schema. */
export interface SourceReader {
  kind: SourceKind
  /** For help and messages: `a Prisma schema (schema.prisma, or a folder of them)`. */
  words: string
  /** Whether the source is of this kind, by its address, name or first lines. */
  detects(source: string): boolean
  /** Reads the schema. A source that cannot be read is an `ImportError` that says why and what to do. */
  open(options: SourceOptions): Promise<OpenSource>
}
