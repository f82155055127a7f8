import { quoted } from '../identifier.ts'
import { defaultValue } from '../sqlite/index.ts'
import { type DualColumns, type DualTable, dualName, type FilledColumn } from './dual.ts'

/** The triggers of SQLite that keep both columns of a field equal and fill what old code leaves empty. */
export function createSqliteTriggers(dual: DualTable): string[] {
  const { pairs, fills } = dual
  return [
    insertTrigger(dual),
    ...pairs.flatMap((pair) => [
      followTrigger(dual, pair, {
        written: pair.former.name,
        follows: pair.now.name,
        name: 'former',
      }),
      followTrigger(dual, pair, { written: pair.now.name, follows: pair.former.name, name: 'now' }),
    ]),
    ...fills.map((fill) => fillTrigger(dual, fill)),
  ]
}

/** Takes them away. */
export function dropSqliteTriggers({ table, pairs, fills }: DualTable): string[] {
  return [
    dualName(table),
    ...pairs.flatMap(({ now }) => [
      `${dualName(table, now)}_former`,
      `${dualName(table, now)}_now`,
    ]),
    ...fills.map(({ column }) => dualName(table, column)),
  ].map((name) => `DROP TRIGGER ${quoted(name)}`)
}

/** Gives the rows that are there what the triggers give new ones. */
export function copySqlite({ table, pairs, fills }: DualTable): string[] {
  const update = `UPDATE ${quoted(table.name)} SET`
  return [
    ...pairs.map(({ former, now, whenEmpty }) => {
      const value = orValue(quoted(former.name), { column: now, value: whenEmpty })
      return `${update} ${quoted(now.name)} = ${value} WHERE ${quoted(now.name)} IS NULL`
    }),
    ...fills.map(({ column, value }) => {
      const name = quoted(column.name)
      return `${update} ${name} = ${defaultValue(column.type, value)} WHERE ${name} IS NULL`
    }),
  ]
}

/** The code that writes a row names one of the two columns: the other one is empty. */
function insertTrigger(dual: DualTable): string {
  const { table, pairs, fills } = dual
  const conditions = [
    ...pairs.flatMap(({ former, now, whenEmpty }) => [
      `new.${quoted(former.name)} IS NOT new.${quoted(now.name)}`,
      ...(whenEmpty === null ? [] : [`new.${quoted(now.name)} IS NULL`]),
    ]),
    ...fills.map(({ column }) => `new.${quoted(column.name)} IS NULL`),
  ]
  const settings = [
    ...pairs.flatMap(({ former, now, whenEmpty }) => {
      const [one, other] = [`new.${quoted(now.name)}`, `new.${quoted(former.name)}`]
      const value = orValue(`coalesce(${one}, ${other})`, { column: now, value: whenEmpty })
      return [`${quoted(now.name)} = ${value}`, `${quoted(former.name)} = ${value}`]
    }),
    ...fills.map(
      (fill) => `${quoted(fill.column.name)} = ${orValue(`new.${quoted(fill.column.name)}`, fill)}`,
    ),
  ]
  return trigger(dual, {
    name: dualName(table),
    event: 'INSERT',
    when: conditions.join(' OR '),
    set: settings.join(', '),
  })
}

interface Follow {
  written: string
  follows: string
  name: string
}

/** A change of one column alone is one of the other as well. */
function followTrigger(dual: DualTable, { now }: DualColumns, follow: Follow): string {
  const [written, follows] = [quoted(follow.written), quoted(follow.follows)]
  return trigger(dual, {
    name: `${dualName(dual.table, now)}_${follow.name}`,
    event: `UPDATE OF ${written}`,
    when: `new.${written} IS NOT old.${written} AND new.${follows} IS old.${follows} AND new.${follows} IS NOT new.${written}`,
    set: `${follows} = new.${written}`,
  })
}

function fillTrigger(dual: DualTable, { column, value }: FilledColumn): string {
  const name = quoted(column.name)
  return trigger(dual, {
    name: dualName(dual.table, column),
    event: `UPDATE OF ${name}`,
    when: `new.${name} IS NULL`,
    set: `${name} = ${defaultValue(column.type, value)}`,
  })
}

function orValue(expression: string, { column, value }: FilledColumn): string {
  return value === null
    ? expression
    : `coalesce(${expression}, ${defaultValue(column.type, value)})`
}

interface Trigger {
  name: string
  event: string
  when: string
  set: string
}

function trigger({ table }: DualTable, { name, event, when, set }: Trigger): string {
  const on = quoted(table.name)
  const isIt = table.primaryKey.columns
    .map(quoted)
    .map((key) => `${key} = new.${key}`)
    .join(' AND ')
  return [
    `CREATE TRIGGER ${quoted(name)} AFTER ${event} ON ${on} WHEN ${when}`,
    `BEGIN UPDATE ${on} SET ${set} WHERE ${isIt}; END`,
  ].join('\n')
}
