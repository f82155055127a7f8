import { randomBytes } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareShop } from '../crash/index.ts'
import type { Outcome } from '../outcome.ts'
import { createWorkspace, type Ended, runShop } from '../server/index.ts'

/** Starts a shop on files that are not what they should be: one sentence, exit code 3, and the file left as it was. */
export async function tryDamagedFiles(): Promise<Outcome> {
  const { folder, remove } = createWorkspace()
  const path = join(folder, 'app.db')
  const failures: string[] = []
  const rows: { what: string; value: string }[] = []
  try {
    await prepareShop(path)
    for (const [name, damage] of damages) {
      const damaged = join(folder, 'damaged.db')
      copyFileSync(path, damaged)
      damage(damaged, readFileSync(path).length)
      const before = readFileSync(damaged)
      for (const command of ['serve', 'migrate']) {
        const ended = await runShop([command], damaged)
        const said = ended.text.split('\n')[0]?.replace(`${folder}/`, '') ?? ''
        rows.push({ what: `${name}: ${command}`, value: `exit ${ended.code}: ${said}` })
        if (!isClear(ended)) failures.push(`${name}: ${command} said ${ended.code} ${ended.text}`)
      }
      if (!before.equals(readFileSync(damaged))) failures.push(`${name}: the file was changed`)
      for (const end of ['', '-wal', '-shm']) rmSync(`${damaged}${end}`, { force: true })
    }
    return { rows, failures }
  } finally {
    remove()
  }
}

const page = 4_096

const damages: [name: string, damage: (path: string, bytes: number) => void][] = [
  ['garbage', (path, bytes) => writeFileSync(path, randomBytes(bytes))],
  ['half of the file', (path, bytes) => truncateSync(path, Math.floor(bytes / 2 / page) * page)],
  ['a page short', (path, bytes) => truncateSync(path, bytes - page)],
  ['a piece of a page short', (path, bytes) => truncateSync(path, bytes - 1_000)],
  ['the header alone', (path) => truncateSync(path, 100)],
  [
    'garbage behind the first page',
    (path, bytes) => {
      const first = readFileSync(path).subarray(0, page)
      writeFileSync(path, Buffer.concat([first, randomBytes(bytes - page)]))
    },
  ],
]

function isClear({ code, text }: Ended): boolean {
  const lines = text.trim().split('\n')
  return code === 3 && lines.length <= 2 && !/\n {4}at |Error:/.test(text)
}
