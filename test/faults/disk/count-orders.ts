import { DatabaseSync } from 'node:sqlite'

/** The orders in a file that nobody serves, or what is wrong with the file. */
export function countOrders(path: string): number | string {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const [check] = database.prepare('pragma integrity_check').all()
    if (check?.integrity_check !== 'ok') return String(check?.integrity_check)
    return Number(database.prepare('select count(*) as n from "orders"').get()?.n)
  } finally {
    database.close()
  }
}
