import { createEntityNames, tableName } from '../../names/index.ts'
import type { EntityDraft } from '../draft.ts'
import { readFields } from '../field/index.ts'
import type { Report } from '../finding.ts'
import { checkOptions, entityOptions } from '../options/index.ts'
import { asObject, describe, isMade, type JsonObject, type SourceEntity } from '../source-model.ts'
import { checkEntityName } from './check-entity-name.ts'

/** Reads every model file; those that are no entity, or have an impossible name, are reported and left out. */
export function readEntities(sources: SourceEntity[], report: Report): EntityDraft[] {
  const drafts: EntityDraft[] = []
  for (const source of [...sources].sort((a, b) => compare(a.file, b.file))) {
    const draft = readEntity(source, report)
    if (draft === null) continue
    const other = drafts.find(({ name }) => name === draft.name)
    if (other === undefined) drafts.push(draft)
    else {
      const message = `There are two entities "${draft.name}": the other is in ${other.file}`
      report.error('CAM104', [draft.name], message, {
        file: source.file,
        hint: 'Rename or remove one of them',
      })
    }
  }
  return drafts.sort((a, b) => compare(a.folder, b.folder) || compare(a.names.file, b.names.file))
}

function readEntity(source: SourceEntity, report: Report): EntityDraft | null {
  const { definition, file } = source
  if (!isMade(definition, 'entity') || typeof definition.name !== 'string') {
    report.error('CAM110', [], `The default export of ${file} is ${describe(definition)}`, {
      file,
      hint: "A model file ends in: export default entity('Task', { fields: { ... } })",
    })
    return null
  }
  const { name } = definition
  if (!checkEntityName(name, { file, report })) return null
  const written = asObject(definition.options)
  if (written === null) {
    report.error('CAM110', [name], `entity('${name}') has no options`, {
      file,
      hint: 'Add: { fields: { ... } }',
    })
    return null
  }
  const options = checkOptions(written, entityOptions, {
    path: [name],
    owner: 'entity()',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  return {
    ...namesOf(name, file, options),
    doc: docOf(options, source),
    options,
    fields: fieldsOf(name, options, { source, report }),
    tenant: null,
  }
}

function namesOf(
  name: string,
  file: string,
  options: JsonObject,
): Pick<EntityDraft, 'name' | 'names' | 'table' | 'file' | 'folder'> {
  const names = createEntityNames(name)
  const at = file.lastIndexOf('/')
  const stem = file.slice(at + 1).replace(/\.model\.ts$/, '')
  return {
    name,
    names: { ...names, file: stem === '' ? names.file : stem },
    table: typeof options.table === 'string' ? options.table : tableName(name),
    file,
    folder: at < 0 ? `src/${names.path}` : file.slice(0, at),
  }
}

function docOf(options: JsonObject, source: SourceEntity): string | null {
  return typeof options.doc === 'string' ? options.doc : (source.doc ?? null)
}

function fieldsOf(
  entity: string,
  options: JsonObject,
  { source, report }: { source: SourceEntity; report: Report },
): EntityDraft['fields'] {
  const fields = asObject(options.fields) ?? {}
  if (Object.keys(fields).length === 0) {
    report.error('CAM111', [entity], `The entity ${entity} has no fields`, {
      hint: 'Add: fields: { name: text() }',
    })
  }
  return readFields(fields, { entity, docs: source.fieldDocs ?? {}, report })
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
