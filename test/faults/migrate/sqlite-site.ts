import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createWorkspace } from '../server/index.ts'
import type { Site, Target } from './target.ts'

/** Files in a folder of their own. */
export function createSqliteSite(): Site {
  const workspace = createWorkspace()
  let opened = 0
  return {
    name: 'SQLite',
    async open() {
      opened++
      return createTarget(join(workspace.folder, `${opened}.db`))
    },
    close: async () => workspace.remove(),
  }
}

type Row = { readonly [column: string]: unknown }

function createTarget(path: string): Target {
  function read<Result>(use: (all: (query: string) => Row[]) => Result): Result {
    const database = new DatabaseSync(path)
    try {
      return use((query) => database.prepare(query).all())
    } finally {
      database.close()
    }
  }

  return {
    address: path,
    schema: '',
    picture: async () =>
      read((all) => {
        const damage = [...all('pragma integrity_check'), ...all('pragma foreign_key_check')]
        const shape = all('select name, sql from sqlite_schema order by name, sql')
        return JSON.stringify([damage, shape, ...tablesOf(all).map((name) => rowsOf(all, name))])
      }),
    rows: async () =>
      read((all) => {
        const count = (name: string): number =>
          Number(all(`select count(*) as n from "${name}"`)[0]?.n)
        return new Map(tablesOf(all).map((name) => [name, count(name)]))
      }),
    async remove() {
      for (const end of ['', '-wal', '-shm', '.before-5_drop.backup']) {
        rmSync(`${path}${end}`, { force: true })
      }
    },
  }
}

function tablesOf(all: (query: string) => Row[]): string[] {
  const tables = all(`select name from sqlite_schema where type = 'table' order by name`)
  return tables.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'))
}

function rowsOf(all: (query: string) => Row[], table: string): Row[] {
  const rows = all(`select * from "${table}"`).map(({ applied_at: _at, ...row }) => row)
  return rows
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ row }) => row)
}
