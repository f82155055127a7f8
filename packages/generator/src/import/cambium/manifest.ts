import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from '@cambium/model'
import { ImportError } from '../source/index.ts'

/** What a folder of `node src/main.ts export` says of itself; docs/guide/arriving/export.md tells the rest. */
export interface Manifest {
  cambium: 'export'
  form: number
  application: string
  format: 'jsonl' | 'csv' | 'sql'
  entities: ExportedEntity[]
  links: ExportedLinks[]
  parts: { name: string; rows: number }[]
}

export interface ExportedEntity {
  name: string
  file: string
  rows: number
  table: string
  key: string[]
  keyKind: string
  /** Whoever creates a record brings its id. */
  brought: boolean
  properties: ExportedProperty[]
  leftOut: string[]
}

export interface ExportedProperty {
  name: string
  type: string
  scale: number
  required: boolean
  target: string | null
  isSystem: boolean
  schema: FieldSchema
}

/** The limits of a value, as JSON Schema. */
export interface FieldSchema {
  type?: string | string[]
  description?: string
  format?: string
  enum?: JsonValue[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: FieldSchema
  properties?: { [name: string]: FieldSchema }
  pattern?: string
  hidden?: boolean
  writeOnly?: boolean
  readOnly?: boolean
  writeOnce?: boolean
  pii?: boolean
}

export interface ExportedLinks {
  name: string
  file: string
  rows: number
  source: string
  target: string
}

const knownForm = 1

/** Reads the manifest of a folder; null where it has none of an export. */
export function readManifest(folder: string): Manifest | null {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    return manifest.cambium === 'export' ? manifest : null
  } catch {
    return null
  }
}

/** The manifest of a folder that rows can be read from. Throws an `ImportError` for any other. */
export function requireManifest(folder: string): Manifest {
  const manifest = readManifest(folder)
  if (manifest === null) {
    throw new ImportError(
      `"${folder}" is no folder of an export`,
      'Write one with: cambium export --to FOLDER',
    )
  }
  if (manifest.form > knownForm) {
    throw new ImportError(`"${folder}" was written by a newer Cambium`, 'Update cambium first.')
  }
  if (manifest.format === 'sql') {
    throw new ImportError(
      `"${folder}" holds SQL`,
      `Import the script itself: cambium import ${join(folder, 'data.sql')}. Or export as jsonl, which says more.`,
    )
  }
  return manifest
}
