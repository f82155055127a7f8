import { keepColumn } from '../../carry-statements.ts'
import { quoted, quotedList } from '../../identifier.ts'
import type { Operation } from '../../operation.ts'
import { ownPart, type Piece, piece } from './piece.ts'
import { walkRows } from './walk-rows.ts'

/**
 * Takes a column away whose values are kept aside. They are copied some thousand at a time; meanwhile a trigger copies
 * what is written, so that nobody waits and no value is in neither place.
 */
export function dropColumn(operation: Extract<Operation, { kind: 'dropColumn' }>): Piece[] {
  const { table, column, keptIn } = operation
  const drop = `ALTER TABLE ${quoted(table.name)} DROP COLUMN ${quoted(column.name)}`
  if (keptIn === null) return piece('shape', table, [drop])
  const kept = quoted(keptIn)
  const key = quotedList(table.primaryKey.columns)
  const columns = [...table.primaryKey.columns, column.name]
  const trigger = quoted(`cambium_keep_${table.key}_${column.key}`)
  const copy = `INSERT INTO ${kept} ${quotedList(columns)} SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table.name)} WHERE true`
  const title = `keep ${table.name}.${column.name} aside`
  const walk = walkRows(title, table, copy)
  return [
    ...piece('keep', table, [
      `${keepColumn(table, column, keptIn)} WITH NO DATA`,
      `ALTER TABLE ${kept} ADD PRIMARY KEY ${key}`,
      `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $cambium$ ${followRow(operation, kept)} $cambium$`,
      `CREATE TRIGGER ${trigger} AFTER INSERT OR UPDATE OR DELETE ON ${quoted(table.name)} FOR EACH ROW EXECUTE FUNCTION ${trigger}()`,
    ]),
    ownPart('copy', table, {
      ...walk,
      statements: walk.statements.map((text) => `${text} ON CONFLICT DO NOTHING`),
    }),
    ...piece('shape', table, [
      `DROP TRIGGER ${trigger} ON ${quoted(table.name)}`,
      `DROP FUNCTION ${trigger}()`,
      drop,
    ]),
  ]
}

function followRow(
  { table, column }: Extract<Operation, { kind: 'dropColumn' }>,
  kept: string,
): string {
  const { columns: keys } = table.primaryKey
  const name = quoted(column.name)
  const values = [...keys, column.name].map((one) => `NEW.${quoted(one)}`).join(', ')
  const same = keys.map((one) => `kept.${quoted(one)} = OLD.${quoted(one)}`).join(' AND ')
  return [
    `BEGIN IF TG_OP = 'DELETE' THEN DELETE FROM ${kept} kept WHERE ${same};`,
    `ELSE INSERT INTO ${kept} VALUES (${values})`,
    `ON CONFLICT ${quotedList(keys)} DO UPDATE SET ${name} = EXCLUDED.${name}; END IF; RETURN NULL; END`,
  ].join(' ')
}
