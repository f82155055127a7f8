import { basename } from 'node:path'
import type { LeftBehind, OpenSource, SourceReader, SourceRows } from '../source/index.ts'
import { holdsFiles } from './column-type.ts'
import { describeEntity } from './describe-entity.ts'
import { type Manifest, readManifest, requireManifest } from './manifest.ts'
import { fileIn, readCsv, readJsonLines } from './read-rows.ts'

/** Reads the folder of an export, of this application or another one. */
export const cambiumReader: SourceReader = {
  kind: 'cambium',
  words: 'an export of Cambium (the folder that cambium export wrote)',
  detects: (source) => readManifest(source) !== null,
  async open({ source }): Promise<OpenSource> {
    const manifest = requireManifest(source)
    return {
      schema: {
        kind: 'cambium',
        label: `the export of ${manifest.application} in ${basename(source)}`,
        dialect: null,
        tables: manifest.entities.map((entity) => describeEntity(manifest, entity)),
        left: leftBehind(manifest),
      },
      rows: rowsOf(source, manifest),
      close: async () => undefined,
    }
  },
}

function leftBehind(manifest: Manifest): LeftBehind[] {
  const files = manifest.entities.flatMap(({ name, properties }) =>
    properties.filter(holdsFiles).map((property) => ({
      what: `entity ${name}, field ${property.name}`,
      reason: 'its files are described in the rows; their contents belong to the other application',
      suggestion: 'Make it a file() and load the folder: node src/main.ts load FOLDER',
    })),
  )
  const secrets = manifest.entities.flatMap(({ name, leftOut }) =>
    leftOut.map((property) => ({
      what: `entity ${name}, field ${property}`,
      reason: 'it is secret, and the export was made without secrets',
      suggestion: 'Export with --with-secrets to bring it too.',
    })),
  )
  const parts = manifest.parts
    .filter(({ rows, name }) => rows > 0 && name !== 'files')
    .map(({ name }) => ({
      what: `part ${name}`,
      reason: 'it belongs to no entity: access lists and accounts are kept beside them',
      suggestion: 'In the same model they come back with: node src/main.ts load FOLDER',
    }))
  return [...files, ...secrets, ...parts]
}

/** How a row of links is called. */
function linkCells(type: (entity: string) => string, source: string, target: string) {
  return [
    { name: 'source', type: type(source) },
    { name: 'target', type: type(target) },
    { name: 'position', type: 'integer' },
  ]
}

interface ReadableFile {
  file: string
  rows: number
  properties: readonly { name: string; type: string }[]
}

function rowsOf(folder: string, { entities, links, format }: Manifest): SourceRows {
  const keyType = (name: string): string =>
    entities.find((entity) => entity.name === name)?.keyKind === 'integer' ? 'integer' : 'string'
  const files = new Map<string, ReadableFile>([
    ...entities.map((entity) => [entity.name, entity] as const),
    ...links.map(
      (link) =>
        [link.name, { ...link, properties: linkCells(keyType, link.source, link.target) }] as const,
    ),
  ])
  return {
    async *read({ name }, { after, size }) {
      const found = files.get(name)
      if (found === undefined) return
      const { file, properties } = found
      const read = format === 'csv' ? readCsv : readJsonLines
      yield* read({ path: fileIn(folder, file), properties, after, size })
    },
    count: async ({ name }) => files.get(name)?.rows ?? null,
  }
}
