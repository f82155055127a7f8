import { type Database, identifier, sql } from '../../database/index.ts'
import type { EntityShape } from '../shape/index.ts'

/** Sets what counts ids behind the greatest one that was loaded; SQLite does so by itself. */
export async function setCounters(
  database: Database,
  shapes: Iterable<EntityShape>,
): Promise<void> {
  if (database.dialect === 'sqlite') return
  for (const { resource } of shapes) {
    const { name } = resource.columns.column('id')
    if (name === null || resource.columns.typeOf('id') !== 'integer') continue
    const table = identifier(resource.table)
    // Nothing where the ids are not counted; and never back, where others count at the same time.
    await database.all(sql`
      select setval(counter, greatest((select max(${identifier(name)}) from ${table}), nextval(counter)))
      from (select pg_get_serial_sequence(${`"${resource.table}"`}, ${name})::regclass as counter) s
      where counter is not null and exists (select 1 from ${table})
    `)
  }
}
