import type { ManyToManyIR } from '../../ir/index.ts'
import { singularise, snakeCase, withLastWord } from '../../names/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { columnName, inputName, inverseName } from './relation-names.ts'

type Link = Pick<ManyToManyIR, 'table' | 'sourceColumn' | 'targetColumn' | 'through' | 'adopted'>

interface LinkSite {
  entity: EntityDraft
  field: FieldDraft
  entities: EntityDraft[]
}

/** A many-to-many relation with its linking table, or that of the entity it goes through. */
export function resolveManyToMany(site: LinkSite, id: number): ManyToManyIR {
  const { options, name, target, doc } = site.field
  const link = throughLink(site) ?? plainLink(site)
  return {
    id,
    name,
    input: inputName(site.field),
    target,
    inverse: inverseName(site.field),
    ...link,
    ordered: options.ordered === true,
    required: options.required === true,
    readOnly: options.readOnly === true || link.through !== null,
    doc,
    label: typeof options.label === 'string' ? options.label : null,
    deprecated: typeof options.deprecated === 'string' ? options.deprecated : null,
    extra: {
      ...(options.api !== undefined && { api: options.api }),
      ...(options.ui !== undefined && { ui: options.ui }),
    },
  }
}

/** Reports an entity to go through that is unknown, or does not point to both ends exactly once. */
export function checkThrough(site: LinkSite, report: Report): void {
  const { field, entity, entities } = site
  const { through } = field.options
  if (typeof through !== 'string') return
  const path = [...field.path, 'through']
  const names = entities.map(({ name }) => name)
  if (!names.includes(through)) {
    report.error('CAM140', path, `There is no entity "${through}"`, {
      nearest: nearestName(through, names),
    })
  } else if (throughLink(site) === null) {
    const ends =
      entity.name === field.target
        ? `two relations to ${entity.name}`
        : `one relation to ${entity.name} and one to ${field.target}`
    report.error(
      'CAM145',
      path,
      `${through} cannot link ${entity.name} and ${field.target}: it needs ${ends}`,
    )
  } else if (field.options.ordered === true || field.options.required === true) {
    const option = field.options.ordered === true ? 'ordered' : 'required'
    report.error(
      'CAM145',
      [...field.path, option],
      `"${option}" has no meaning with "through": ${through} makes the links`,
      {
        hint: `Keep it in a field of ${through}`,
      },
    )
  }
}

function plainLink({ entity, field, entities }: LinkSite): Link {
  const target = entities.find(({ name }) => name === field.target)
  const source = idColumn(entity.name)
  const other = idColumn(target?.name ?? field.target)
  const { columns, table } = field.options
  const [ownColumn, otherColumn] = Array.isArray(columns) ? columns : []
  return {
    table: columnName(field, entity) ?? '',
    sourceColumn: typeof ownColumn === 'string' ? ownColumn : source,
    targetColumn:
      typeof otherColumn === 'string' ? otherColumn : source === other ? `related_${other}` : other,
    through: null,
    ...(typeof table === 'string' && entity.options.adopted === true && { adopted: true as const }),
  }
}

function throughLink({ entity, field, entities }: LinkSite): Link | null {
  const through = entities.find(({ name }) => name === field.options.through)
  if (through === undefined) return null
  const references = through.fields.filter(({ kind }) => kind === 'one')
  const toSource = references.filter(({ target }) => target === entity.name)
  const toTarget = references.filter(({ target }) => target === field.target)
  const isSelf = entity.name === field.target
  const [source] = toSource
  const target = isSelf ? toSource[1] : toTarget[0]
  const exact = isSelf ? toSource.length === 2 : toSource.length === 1 && toTarget.length === 1
  if (source === undefined || target === undefined || !exact) return null
  return {
    table: through.table,
    sourceColumn: columnName(source, through) ?? '',
    targetColumn: columnName(target, through) ?? '',
    through: through.name,
  }
}

function idColumn(entity: string): string {
  return `${snakeCase(withLastWord(entity, singularise))}_id`
}
