import { join, relative, sep } from 'node:path'
import { checkoutPackages, readToolVersions } from '../project/index.ts'

interface PackageOptions {
  name: string
  /** Absolute folder of the new project. */
  folder: string
  version: string
}

/** The package.json of a new project, every version exact. From a checkout the packages are links to it. */
export function projectPackage({ name, folder, version }: PackageOptions): string {
  const tools = readToolVersions()
  const own = (packageName: string) => source(packageName, { folder, version })
  const description = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts,
    // Files of logic import builders of the model language, so it is there in production too.
    dependencies: { '@cambium/model': own('model'), '@cambium/runtime': own('runtime') },
    devDependencies: sorted({
      ...tools,
      cambium: own('generator'),
    }),
    engines: { node: '>=24' },
    allowScripts: { node: true },
  }
  return `${JSON.stringify(description, null, 2)}\n`
}

const scripts = {
  dev: 'cambium dev',
  generate: 'cambium generate',
  check: 'cambium check && tsc && biome check',
  test: 'node --test "src/**/*.test.ts" "src/**/*.test.gen.ts"',
  migrate: 'node --env-file-if-exists=.env src/main.ts migrate',
  seed: 'node --env-file-if-exists=.env src/main.ts seed',
  start: 'node --env-file-if-exists=.env src/main.ts',
}

function source(
  packageName: string,
  { folder, version }: { folder: string; version: string },
): string {
  const packages = checkoutPackages()
  if (packages === null) return version
  return `file:${relative(folder, join(packages, packageName)).split(sep).join('/')}`
}

function sorted(versions: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)))
}
