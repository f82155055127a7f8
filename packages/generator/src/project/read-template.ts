import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { byCodeUnit, type SourceFile } from '../read/index.ts'

/** The templates a project can start from. */
export const templates: readonly string[] = ['blank', 'shop', 'tasks']

/** The folder of this package: `templates/` stands in it, and in a checkout the examples two folders up. */
const packageFolder = join(import.meta.dirname, '../..')

/** Names that cannot stand in a package under their own name. */
const dotted: { [name: string]: string } = {
  gitignore: '.gitignore',
  gitattributes: '.gitattributes',
  'env.example': '.env.example',
}

/**
 * The files of a template, the project's name filled in. `shop` and `tasks` are the owned files of the examples: read
 * from the checkout, or from the copy that packing puts into templates/.
 */
export function readTemplate(template: string, name: string): SourceFile[] {
  const files = new Map<string, string>()
  const shared = join(packageFolder, 'templates/project')
  for (const folder of [shared, templateFolder(template)]) {
    for (const path of folder === shared ? readdirSync(shared) : ownedFilesIn(folder)) {
      const text = readFileSync(join(folder, path), 'utf8')
      files.set(dotted[path] ?? path, text.replaceAll('{{name}}', name))
    }
  }
  return [...files].map(([path, text]) => ({ path, text: renamed(path, text, name) }))
}

/** Exact versions of the tools a new project is pinned to. */
export function readToolVersions(): { [tool: string]: string } {
  return JSON.parse(readFileSync(join(packageFolder, 'templates/versions.json'), 'utf8'))
}

/** The folder that holds the packages of a checkout; `null` where Cambium was installed as a package. */
export function checkoutPackages(): string | null {
  const folder = join(packageFolder, '..')
  const isCheckout = ['model', 'runtime'].every((name) =>
    existsSync(join(folder, name, 'package.json')),
  )
  return isCheckout && import.meta.filename.endsWith('.ts') ? folder : null
}

function templateFolder(template: string): string {
  const packed = join(packageFolder, 'templates', template)
  return existsSync(packed) ? packed : join(packageFolder, '../../examples', template)
}

/** What a person wrote: no generated files, nothing that belongs to the example as a part of the checkout. */
function ownedFilesIn(folder: string): string[] {
  return globSync('**/*', {
    cwd: folder,
    withFileTypes: true,
    exclude: (entry) => excluded.has(entry.name),
  })
    .filter((entry) => entry.isFile() && !/\.gen\.[a-z]+$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort(byCodeUnit)
}

/** What stands in an example and a new project makes for itself, or has from templates/project. */
const excluded: ReadonlySet<string> = new Set([
  'node_modules',
  'data',
  'migrations',
  'model.lock.json',
  'package.json',
  'biome.json',
  'tsconfig.json',
  'AGENTS.md',
])

const settingsName = /name: '[\w-]+'/

/** The settings of an example carry the example's name. */
function renamed(path: string, text: string, name: string): string {
  return path === 'cambium.config.ts' ? text.replace(settingsName, `name: '${name}'`) : text
}
