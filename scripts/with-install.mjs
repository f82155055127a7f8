// Runs on any Node from 20 on, before anything is installed: only what Node itself brings may be imported here.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const scripts = {
  demo: 'scripts/demo.mjs',
  test: 'scripts/run-tests.mjs',
  bench: 'test/bench/main.ts',
  faults: 'test/faults/main.ts',
  postgres: 'scripts/with-postgres.mjs',
  conformance: 'test/conformance/main.ts',
  migrations: 'test/histories/main.ts',
  access: 'test/access/main.ts',
  attack: 'test/attack/main.ts',
}
const pinnedNode = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

main()

function main() {
  const [task = '', ...args] = process.argv.slice(2)
  if (Number.parseInt(process.versions.node, 10) < 20) {
    fail(`Node ${process.versions.node} is too old: Node 20 or newer is needed.`)
  }
  if (task !== 'install' && !Object.hasOwn(scripts, task)) {
    fail(
      'Usage: node scripts/with-install.mjs install | demo | test | faults | conformance | migrations | access | attack [arguments]',
    )
  }
  if (!isInstalled()) install()
  if (task !== 'install') run(pinnedNode, [scripts[task], ...args])
}

/** True when node_modules holds what the lockfile names, an interrupted installation not counting. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (wanted === undefined || present === undefined || !existsSync(pinnedNode)) return false
  return Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      !path.startsWith('node_modules/') ||
      optional ||
      (link ? existsSync(join(root, path)) : present[path]?.version === version),
  )
}

function packagesOf(lockfile) {
  const path = join(root, lockfile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

function install() {
  console.error('Installing what is missing (npm ci), about half a minute ...')
  const started = Date.now()
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: true })
  if (result.status !== 0) fail('The installation failed: see what npm says above.')
  if (!existsSync(pinnedNode)) {
    fail('npm did not install the pinned Node: run "npm rebuild node" and look at what it says.')
  }
  console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

function run(command, args) {
  // What the script starts by name is the pinned Node too.
  const separator = process.platform === 'win32' ? ';' : ':'
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(separator)
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  // npm that is stopped does not pass it on: what it started would keep the port.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500)
  watch.unref()
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)
  })
}

function fail(sentence) {
  console.error(sentence)
  process.exit(3)
}
