import { readFileSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import {
  ImportError,
  type LeftBehind,
  type OpenSource,
  type SourceKind,
  type SourceNote,
  type SourceOptions,
  type SourceReader,
} from '../source/index.ts'
import { describeEntity } from './describe-entities.ts'
import { type Document, objectIn, readDocument } from './document/index.ts'
import { findEntities } from './entities/index.ts'
import { settleReferences } from './settle-references.ts'

/** Reads descriptions of APIs: Swagger 2, OpenAPI 3.0 and 3.1. */
export const openapiReader: SourceReader = {
  kind: 'openapi',
  words: 'an OpenAPI or Swagger document (.json or .yaml)',
  detects: (source) => marks(source, /["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\./),
  open: (options) => openDocument(options, 'openapi'),
}

/** Reads JSON Schema, draft 4 to 2020-12. */
export const jsonSchemaReader: SourceReader = {
  kind: 'json-schema',
  words: 'a JSON Schema (.json or .yaml, with $schema, properties or $defs)',
  detects: (source) =>
    marks(source, /["']?\$schema["']?\s*:\s*["']?https?:\/\/json-schema\.org\//) ||
    marks(
      source,
      /^\s*\{\s*"(?:type"\s*:\s*"object|\$defs"\s*:\s*\{|definitions"\s*:\s*\{|properties"\s*:\s*\{)/,
    ),
  open: (options) => openDocument(options, 'json-schema'),
}

const endings = new Set(['.json', '.yaml', '.yml'])
const headCharacters = 65_536

function marks(source: string, mark: RegExp): boolean {
  if (!endings.has(extname(source).toLowerCase())) return false
  if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) return false
  return mark.test(readFileSync(source, 'utf8').slice(0, headCharacters))
}

async function openDocument(
  { source, progress }: SourceOptions,
  kind: SourceKind & ('openapi' | 'json-schema'),
): Promise<OpenSource> {
  if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new ImportError(`${source} is no file`, 'Name the document itself: openapi.yaml')
  }
  progress(`Reading ${basename(source)}`)
  const document = await readDocument(source)
  const left: LeftBehind[] = []
  const notes: SourceNote[] = []
  const found = findEntities(document)
  if (found.plans.length === 0) throw nothingFound(source, kind)
  const site = { document, found, left, notes }
  const tables = found.plans.map((plan) => describeEntity(plan, site))
  settleReferences(tables, site)
  left.push(...pathsLeft(document, kind))
  return {
    schema: {
      kind,
      label: `the ${kind === 'openapi' ? 'API' : 'schema'} ${titleOf(document, source)}`,
      dialect: null,
      tables: tables.map(({ table }) => table),
      left,
      notes,
    },
    rows: null,
    close: async () => undefined,
  }
}

function titleOf({ root }: Document, source: string): string {
  const content = objectIn(root.value)
  const title = objectIn(content.info).title ?? content.title
  return typeof title === 'string' && title !== '' ? title : basename(source)
}

function nothingFound(source: string, kind: SourceKind): ImportError {
  return kind === 'openapi'
    ? new ImportError(
        `${basename(source)} describes nothing that has an id or stands in a list`,
        'Entities come from paths such as GET /products and GET /products/{id}, and from schemas with an id.',
      )
    : new ImportError(
        `${basename(source)} describes no object`,
        'Entities come from schemas with properties: at the top, in $defs or in definitions.',
      )
}

/** Operations that are neither a list nor one thing are functions, which no model holds. */
function pathsLeft({ root }: Document, kind: SourceKind): LeftBehind[] {
  if (kind !== 'openapi') return []
  const paths = Object.keys(objectIn(objectIn(root.value).paths))
  const actions = paths.filter((path) => /\}\/[^/{}]+\/?$/.test(path) && isAction(root.value, path))
  if (actions.length === 0) return []
  return [
    {
      what: `${actions.length} paths such as ${actions.slice(0, 3).join(', ')}`,
      reason: 'they do something that is neither reading, making, changing nor deleting a record',
      suggestion: 'write a function for each: cambium new function NAME',
    },
  ]
}

function isAction(root: Document['root']['value'], path: string): boolean {
  const methods = Object.keys(objectIn(objectIn(objectIn(root).paths)[path]))
  return methods.includes('post') && !methods.includes('get')
}
