import { posix } from 'node:path'
import { isPresent, type Part } from './code.ts'
import type { Name } from './name.ts'
import { compareNames } from './order.ts'
import { lineWidth } from './writer.ts'

/** The names a file uses, each with what it is called there. */
export interface Imports {
  nameOf(name: Name): string
  /** The import statements, sorted as the linter sorts them. */
  print(): string
}

/** What a file calls its own. */
export interface OwnNames {
  /** Names the file declares. */
  readonly declares: readonly string[]
  /** Names of other modules that mean the same wherever they stand, imported or not. */
  readonly foreign: readonly Name[]
}

/** Gives every imported name of `parts` a local name that nothing in the file takes. */
export function createImports(path: string, own: OwnNames, parts: Part): Imports {
  const names = new Map<string, Name>()
  collect(parts, names)
  const locals = new Map(own.foreign.map((name) => [keyOf(name), name.name]))
  const taken = new Set([...own.declares, ...locals.values()])
  const ordered = [...names].sort(
    ([a, first], [b, second]) =>
      Number(isPackage(first.from)) - Number(isPackage(second.from)) || (a < b ? -1 : 1),
  )
  for (const [key, name] of ordered) {
    if (locals.has(key)) continue
    const wanted = isWhole(name) ? name.otherwise : name.name
    const local = firstFree([wanted, name.otherwise], taken)
    taken.add(local)
    locals.set(key, local)
  }
  const nameOf = (name: Name): string => locals.get(keyOf(name)) ?? name.name
  return { nameOf, print: () => printImports(path, [...names.values()], nameOf) }
}

function collect(part: Part, names: Map<string, Name>): void {
  if (!isPresent(part) || typeof part === 'string' || typeof part === 'number' || !part) return
  if (isList(part)) for (const item of part) collect(item, names)
  else if (part.kind === 'code') for (const item of part.parts) collect(item, names)
  else if (part.kind === 'fitted') collect([part.short, part.long], names)
  else names.set(keyOf(part), part)
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part)
}

function keyOf(name: Name): string {
  return `${name.from}\n${name.name}`
}

function isPackage(from: string): boolean {
  return !/^(?:src|\.cambium)\//.test(from)
}

function isWhole({ name }: Name): boolean {
  return name === '*' || name === 'default'
}

function firstFree(candidates: readonly string[], taken: ReadonlySet<string>): string {
  for (const candidate of candidates) if (!taken.has(candidate)) return candidate
  let count = 2
  while (taken.has(`${candidates.at(-1)}${count}`)) count += 1
  return `${candidates.at(-1)}${count}`
}

function printImports(
  path: string,
  names: readonly Name[],
  nameOf: (name: Name) => string,
): string {
  const modules = new Map<string, Name[]>()
  for (const name of names) {
    const from = isPackage(name.from) ? name.from : relativePath(path, name.from)
    modules.set(from, [...(modules.get(from) ?? []), name])
  }
  return [...modules.keys()]
    .sort(compareSources)
    .map((from) => printImport(from, modules.get(from) ?? [], nameOf))
    .join('\n')
}

function printImport(from: string, names: readonly Name[], nameOf: (name: Name) => string): string {
  const whole = names.find((name) => name.name === '*')
  if (whole) return `import * as ${nameOf(whole)} from '${from}'`
  const json = names.find((name) => name.name === 'default')
  if (json) return `import ${nameOf(json)} from '${from}' with { type: 'json' }`
  const typesOnly = names.every((name) => name.isType)
  const specifiers = [...names]
    .sort((a, b) => compareNames(nameOf(a), nameOf(b)))
    .map((name) => {
      const local = nameOf(name)
      const renamed = local === name.name ? name.name : `${name.name} as ${local}`
      return name.isType && !typesOnly ? `type ${renamed}` : renamed
    })
  const keyword = typesOnly ? 'import type' : 'import'
  const line = `${keyword} { ${specifiers.join(', ')} } from '${from}'`
  if (specifiers.length <= 5 && line.length <= lineWidth) return line
  return `${keyword} {\n${specifiers.map((specifier) => `  ${specifier},`).join('\n')}\n} from '${from}'`
}

function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

function compareSources(a: string, b: string): number {
  return rank(a) - rank(b) || compareNames(a, b)
}

/** Own modules of Node, packages, then files: those further up first. */
function rank(source: string): number {
  if (source.startsWith('node:')) return 0
  if (!source.startsWith('.')) return 1
  return source.startsWith('..') ? 2 : 3
}
