import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { columnName, takenNames } from '../relation/index.ts'
import { asObject } from '../source-model.ts'

/** PostgreSQL cuts longer names, and two could become one. */
const maxBytes = 63

const tenantNames = ['tenant', 'tenantId']
const systemColumns = ['created_at', 'updated_at', 'deleted_at']

/** Reports tables, paths and names in generated files that two entities would share, and tables no database takes. */
export function checkEntityNames(entities: EntityDraft[], report: Report): void {
  const owners = new Map<string, EntityDraft>()
  const hasAccounts = entities.some(({ options }) => options.auth !== undefined)
  for (const entity of entities) {
    const path = [entity.name, ...(entity.options.table === undefined ? [] : ['table'])]
    checkIdentifier(entity.table, { what: 'table', path, adopted: isAdopted(entity), report })
    if (/^(cambium|sqlite|pg)_/i.test(entity.table) && !isAdopted(entity)) {
      report.error(
        'CAM103',
        path,
        `Tables called "${entity.table}" belong to the database or to Cambium`,
      )
    }
    if (hasAccounts && /^auth_/i.test(entity.table)) {
      report.error('CAM103', path, `Tables called "${entity.table}" belong to the accounts`)
    }
    for (const [name, what] of entityNames(entity)) {
      const key = `${what} ${what === 'table' ? caseOf(entity, name) : name.toLowerCase()}`
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, entity)
      else if (owner !== entity) {
        report.error(
          'CAM105',
          path,
          `${owner.name} and ${entity.name} would share the ${what} "${name}"`,
          {
            hint: what === 'table' ? 'Give one of them another: table' : 'Rename one of them',
          },
        )
        break
      }
    }
  }
}

/** Reports fields of an entity that would share a name or a column, and columns no database takes. */
export function checkFieldNames(entity: EntityDraft, report: Report): void {
  const versioned = entity.options.versioned === true
  const names = new Map<string, string>()
  const columns = new Map(keptColumns(entity).map((column) => [column, column]))
  addKeyColumn(entity, columns, report)
  if (versioned) columns.set('version', 'version')
  if (entity.tenant !== null) columns.set('tenant_id', 'tenantId')
  for (const field of entity.fields) {
    if (versioned && field.name === 'version') {
      report.error('CAM103', field.path, 'A versioned entity has its own field "version"', {
        hint: 'Rename the field, or leave out "versioned"',
      })
      continue
    }
    if (entity.tenant !== null && takenNames(field).some((name) => tenantNames.includes(name))) {
      const message = `"${field.name}" is kept by Cambium where rows belong to tenants`
      report.error('CAM103', field.path, message, {
        hint: 'Rename the field, or leave it out: every record has its tenantId',
      })
      continue
    }
    const taken = takenNames(field).find((name) => names.has(name))
    if (taken === undefined) checkColumn(field, { entity, columns, report })
    else {
      const message = `"${names.get(taken)}" and "${field.name}" would both be called "${taken}"`
      report.error('CAM105', field.path, message)
    }
    for (const name of takenNames(field)) names.set(name, field.name)
  }
}

/** In a table of others a column is taken only where Cambium keeps something in it. */
function keptColumns(entity: EntityDraft): string[] {
  const { options } = entity
  if (!isAdopted(entity)) return systemColumns
  const times = asObject(options.timestamps)
  if (times === null) return options.timestamps === false ? [] : systemColumns.slice(0, 2)
  return Object.values(times).map((time) => String(asObject(time)?.column ?? time))
}

function addKeyColumn(entity: EntityDraft, columns: Map<string, string>, report: Report): void {
  const { name, options } = entity
  if (Array.isArray(options.id)) return
  const column = asObject(options.id)?.column
  const path = [name, 'id', 'column']
  if (typeof column !== 'string') columns.set('id', 'id')
  else if (columns.has(caseOf(entity, column))) {
    report.error('CAM105', path, `"id" and "${column}" would share the column "${column}"`)
  } else {
    checkIdentifier(column, { what: 'column', path, adopted: isAdopted(entity), report })
    columns.set(caseOf(entity, column), 'id')
  }
}

interface ColumnSite {
  entity: EntityDraft
  columns: Map<string, string>
  report: Report
}

function checkColumn(field: FieldDraft, { entity, columns, report }: ColumnSite): void {
  const column = columnName(field, entity)
  if (column === null || field.kind === 'manyToMany') return
  const path = [...field.path, ...(field.options.column === undefined ? [] : ['column'])]
  checkIdentifier(column, { what: 'column', path, adopted: isAdopted(entity), report })
  const key = caseOf(entity, column)
  const owner = columns.get(key)
  columns.set(key, field.name)
  if (owner === undefined) return
  const message = `"${owner}" and "${field.name}" would share the column "${column}"`
  report.error('CAM105', path, message, { hint: 'Give one of them another: column' })
}

/** Reports linking tables that would share the name of another table. */
export function checkLinkNames(entities: EntityDraft[], report: Report): void {
  const tables = new Map(entities.map((entity) => [entity.table.toLowerCase(), entity.name]))
  for (const entity of entities) {
    for (const field of entity.fields) {
      const table = columnName(field, entity)
      if (field.kind !== 'manyToMany' || table === null || field.options.through !== undefined)
        continue
      const adopted = isAdopted(entity)
      checkIdentifier(table, { what: 'linking table', path: field.path, adopted, report })
      const owner = tables.get(table.toLowerCase())
      if (owner === undefined) tables.set(table.toLowerCase(), `${entity.name}.${field.name}`)
      else {
        report.error(
          'CAM105',
          field.path,
          `${owner} and ${entity.name}.${field.name} would share the table "${table}"`,
          {
            hint: `If ${owner} is what links the two, name it: through: '${owner}'`,
          },
        )
      }
    }
  }
}

function entityNames({ name, names, table, folder }: EntityDraft): [string, string][] {
  return [
    [table, 'table'],
    [names.path, 'path'],
    [`${folder}/${names.file}`, 'file'],
    [names.camel, 'name'],
    [names.camelPlural, 'name'],
    [name, 'type'],
    ...['Row', 'Create', 'Update'].map((ending): [string, string] => [`${name}${ending}`, 'type']),
  ]
}

function checkIdentifier(
  name: string,
  {
    what,
    path,
    adopted,
    report,
  }: { what: string; path: string[]; adopted: boolean; report: Report },
): void {
  if (!(adopted ? writable : plain).test(name)) {
    report.error('CAM102', path, `"${name}" cannot be the name of a ${what}`, {
      hint: adopted
        ? 'Names with control signs, backslashes, backticks or ${ cannot be written into statements'
        : 'Letters, digits and underscores, no digit first',
    })
  } else if (name.length > maxBytes) {
    report.error(
      'CAM106',
      path,
      `The ${what} "${name}" has ${name.length} characters; databases take ${maxBytes}`,
      {
        hint: `Give it a shorter name${what === 'linking table' ? ', or a shorter table' : `: ${what}`}`,
      },
    )
  }
}

const plain = /^[A-Za-z_][A-Za-z0-9_$]*$/
/** What stands in a statement between quotes, which generated files hold as templates. */
const writable = /^(?:(?!\$\{)[^\p{Cc}\\`])+$/u

/** Names that others gave are what they are. */
function isAdopted({ options }: EntityDraft): boolean {
  return options.adopted === true || options.view === true
}

/** Others may tell names apart by their letters' case. */
function caseOf(entity: EntityDraft, name: string): string {
  return isAdopted(entity) ? name : name.toLowerCase()
}
