import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readText } from '../../read/index.ts'
import { type Examination, fine, notice, problem } from './examination.ts'

const neededNode = 24
const packages = ['@cambium/runtime', '@cambium/model', 'cambium']

/** Flags generated text and the model language rely on. */
const neededFlags: { [flag: string]: unknown } = {
  strict: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
}

/** Whether this Node runs TypeScript and has SQLite. */
export function examineNode(): Examination {
  const { version } = process
  const major = Number.parseInt(version.slice(1), 10)
  return major >= neededNode
    ? fine('node', version)
    : problem('node', `${version} is too old`, `Install Node ${neededNode} or newer`)
}

/** Whether the packages of the project have one version. */
export function examinePackages({
  project,
  version,
}: {
  project: string
  version: string
}): Examination {
  const versions = packages.map((name) => ({ name, version: installedVersion(project, name) }))
  const absent = versions.filter((one) => one.version === null).map((one) => one.name)
  if (absent.length > 0) {
    return problem('packages', `${absent.join(', ')} not installed`, 'Run: npm install')
  }
  const others = versions.filter((one) => one.version !== version)
  return others.length === 0
    ? fine('packages', `all ${version}`)
    : problem(
        'packages',
        `${others.map((one) => `${one.name} ${one.version}`).join(', ')}, and this is ${version}`,
        'Give all of them one version in package.json',
      )
}

/** Whether TypeScript is set up for code that Node runs as it stands. */
export function examineTsconfig(project: string): Examination {
  const text = readText(project, 'tsconfig.json')
  if (text === null) return problem('tsconfig.json', 'is missing', 'Copy the one of a new project')
  const options = compilerOptions(text)
  if (options === null)
    return notice('tsconfig.json', 'extends another one, not looked at', 'Nothing to do')
  const wrong = Object.entries(neededFlags).filter(([flag, value]) => options[flag] !== value)
  return wrong.length === 0
    ? fine('tsconfig.json', 'has every flag')
    : problem(
        'tsconfig.json',
        `${wrong.map(([flag]) => flag).join(', ')} should be on`,
        'Set them in compilerOptions',
      )
}

function compilerOptions(text: string): { [flag: string]: unknown } | null {
  try {
    const settings: { extends?: unknown; compilerOptions?: { [flag: string]: unknown } } =
      JSON.parse(text)
    return settings.extends === undefined ? (settings.compilerOptions ?? {}) : null
  } catch {
    return null
  }
}

function installedVersion(project: string, name: string): string | null {
  const require = createRequire(join(project, 'package.json'))
  for (const folder of require.resolve.paths(name) ?? []) {
    const text = readText(folder, `${name}/package.json`)
    if (text !== null) return String(JSON.parse(text).version)
  }
  return null
}
