import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const root = join(import.meta.dirname, '../..')

/** A generated project that only the bench uses. */
export interface ProjectCopy {
  readonly folder: string
  readonly database: string
}

/** Copies a project, adds to it, generates it anew and makes its tables in an empty database. */
export async function copyProject(
  from: string,
  folder: string,
  add: (folder: string) => void = () => undefined,
): Promise<ProjectCopy> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'examples/shop/package.json'), join(folder, 'package.json'))
  cpSync(join(root, 'examples/shop/tsconfig.json'), join(folder, 'tsconfig.json'))
  cpSync(join(root, from), folder, {
    recursive: true,
    filter: (path) => !/\/(?:data|node_modules)$/.test(path),
  })
  add(folder)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const database = join(folder, 'data/app.db')
  const run = (...args: string[]) =>
    execute(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: `file:${database}` },
    })
  await run(join(root, 'packages/generator/bin/cambium.mjs'), 'generate')
  await run('src/main.ts', 'migrate')
  return { folder, database }
}
