import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const own = ['@cambium/model', '@cambium/runtime', 'cambium', 'create-cambium']

let folder = ''
let project = ''

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cambium-published-'))
  run(root, 'scripts/build-packages.mjs', '--output', join(folder, 'dist'))
  installWhatIsPacked()
  run(folder, 'node_modules/cambium/bin/cambium.mjs', 'new', 'shop', '--template', 'shop')
  project = join(folder, 'shop')
})

after(() => rmSync(folder, { recursive: true, force: true }))

test('a project made by the published packages generates, passes its type check and its tests', () => {
  assert.match(run(project, '../node_modules/cambium/bin/cambium.mjs', 'generate'), /4 entities/)
  assert.match(run(project, '../node_modules/cambium/bin/cambium.mjs', 'check'), /up to date/)
  assert.equal(run(project, '../node_modules/typescript/bin/tsc'), '')
  assert.match(run(project, '--test', 'src/**/*.test.ts', 'src/**/*.test.gen.ts'), /fail 0/)
})

test('the packages are JavaScript and hold no tests', () => {
  const files = own.flatMap((name) =>
    readdirSync(join(folder, 'node_modules', name), { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.startsWith('templates'))
      .filter((path) => /\.test\.|(?<!\.d)\.ts$/.test(path)),
  )
  assert.deepEqual(files, [])
})

/** node_modules as npm would fill it, without asking a registry: ours from the tarballs, the others linked. */
function installWhatIsPacked(): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@cambium'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.') || name === '@cambium' || own.includes(name)) continue
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  for (const name of own) {
    const target = join(modules, name)
    mkdirSync(target)
    const tarball = `${name.replace('@', '').replace('/', '-')}-0.1.0.tgz`
    const archive = join(folder, 'dist/tarballs', tarball)
    execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', target])
  }
}

function run(cwd: string, ...args: string[]): string {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
  return execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' })
}
