import { quoted } from '../identifier.ts'
import { defaultValue } from '../postgres/index.ts'
import { batches, hidePlaceholders, type Part } from '../script/index.ts'
import { type DualColumns, type DualTable, dualName, type FilledColumn } from './dual.ts'

/** The trigger of PostgreSQL that keeps both columns of a field equal and fills what old code leaves empty. */
export function createPostgresTriggers({ table, pairs, fills }: DualTable): string[] {
  const name = quoted(dualName(table))
  const body = [...pairs.map(keepEqual), ...fills.map(fillEmpty)].join('\n')
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $cambium$\nBEGIN\n${body}\n  RETURN NEW;\nEND\n$cambium$`,
    `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${quoted(table.name)} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  ]
}

/** Takes it away. */
export function dropPostgresTriggers({ table }: DualTable): string[] {
  const name = quoted(dualName(table))
  return [`DROP TRIGGER ${name} ON ${quoted(table.name)}`, `DROP FUNCTION ${name}()`]
}

/** Gives the rows that are there what the trigger gives new ones, some thousand at a time. */
export function copyPostgres({ table, pairs, fills }: DualTable): Part[] {
  const rows = { table: table.name, key: table.primaryKey.columns[0] ?? 'id' }
  const key = `${quoted(table.name)}.${quoted(rows.key)}`
  const values = [
    ...pairs.map(({ former, now, whenEmpty }) => ({
      column: now,
      value: orValue(quoted(former.name), { column: now, value: whenEmpty }),
    })),
    ...fills.map(({ column, value }) => ({ column, value: defaultValue(column.type, value) })),
  ]
  if (values.length === 0) return []
  const set = values.map(({ column, value }) => {
    const name = quoted(column.name)
    return `${name} = coalesce(${name}, ${value})`
  })
  const empty = values.map(({ column }) => `${quoted(column.name)} IS NULL`).join(' OR ')
  const update = `UPDATE ${quoted(table.name)} SET ${set.join(', ')} WHERE (${empty})`
  const range = `AND ${key} > :after AND ${key} <= :upto`
  return [batches(`copy the values of ${table.name}`, rows, `${hidePlaceholders(update)} ${range}`)]
}

/** The code that writes a row names one of the two columns; one that changes a row changes one of them. */
function keepEqual({ former, now, whenEmpty }: DualColumns): string {
  const [one, other] = [`NEW.${quoted(now.name)}`, `NEW.${quoted(former.name)}`]
  const [was, before] = [`OLD.${quoted(now.name)}`, `OLD.${quoted(former.name)}`]
  const value = orValue(`coalesce(${one}, ${other})`, { column: now, value: whenEmpty })
  return [
    `  IF TG_OP = 'INSERT' THEN`,
    `    ${one} := ${value};`,
    `    ${other} := ${one};`,
    `  ELSIF ${one} IS NOT DISTINCT FROM ${was} AND ${other} IS DISTINCT FROM ${before} THEN`,
    `    ${one} := ${other};`,
    `  ELSIF ${other} IS NOT DISTINCT FROM ${before} AND ${one} IS DISTINCT FROM ${was} THEN`,
    `    ${other} := ${one};`,
    '  END IF;',
  ].join('\n')
}

function fillEmpty({ column, value }: FilledColumn): string {
  const name = `NEW.${quoted(column.name)}`
  return `  ${name} := coalesce(${name}, ${defaultValue(column.type, value)});`
}

function orValue(expression: string, { column, value }: FilledColumn): string {
  return value === null
    ? expression
    : `coalesce(${expression}, ${defaultValue(column.type, value)})`
}
