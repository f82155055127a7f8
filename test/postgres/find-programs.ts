import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds `initdb` and `postgres`, of the newest version there is; undefined without one. */
export function findPrograms(): string | undefined {
  const folders = [...debianFolders(), ...configuredFolder()]
  return folders.find((folder) => existsSync(join(folder, 'initdb')))
}

/** Debian keeps its versions beside each other. */
function debianFolders(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(root, version, 'bin'))
}

function configuredFolder(): string[] {
  for (const [command, args] of [
    ['pg_config', ['--bindir']],
    ['which', ['initdb']],
  ] as const) {
    try {
      const said = execFileSync(command, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return [command === 'which' ? dirname(said.trim()) : said.trim()]
    } catch {}
  }
  return []
}
