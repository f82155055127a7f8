import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ModelIR } from '@cambium/model/ir'
import { type MainOptions, main, type Terminal } from '../../packages/generator/src/cli/index.ts'

const root = join(import.meta.dirname, '../..')
const generator = join(root, 'packages/generator')
const { version } = JSON.parse(readFileSync(join(generator, 'package.json'), 'utf8'))
const { commands }: Pick<MainOptions, 'commands'> = await import(
  join(generator, 'bin/commands.mjs')
)

/** What a command gave. */
export interface Run {
  code: number | null
  out: string
  err: string
}

/** A generated project that is lived in. */
export interface Project {
  folder: string
  /** Runs a command, which must end with this exit code (0 unless given); everything it said. */
  cambium(args: readonly string[], code?: number): Promise<string>
  /** Runs the project's own `node src/main.ts ...` on its SQLite database. */
  program(...args: string[]): Run
  put(path: string, text: string): void
  text(path: string): string
  has(path: string): boolean
  /** Puts a text in the place of another one, which must be there; a model imports what it then needs. */
  edit(path: string, before: string, after: string): void
  delete(path: string): void
  migrations(): string[]
  /** The model as it was generated last. */
  model(): ModelIR
  /** Copies the code as it is now, to be imported beside older copies; its folder. */
  copyCode(): string
  git(...args: string[]): Run
  /** What the strict compiler of a new project says of its files. */
  compile(): string
  /** Lets migrations be tried on PostgreSQL before they are written, or no longer: it takes a second each. */
  provePostgres(wanted: boolean): void
  remove(): void
}

/** Makes one the way `cambium new` does, with the packages of this workspace. */
export async function createLivedProject(): Promise<Project> {
  const parent = mkdtempSync(join(tmpdir(), 'cambium-life-'))
  const folder = join(parent, 'repairs')
  const at = (path: string) => join(folder, path)
  let copies = 0
  const project: Project = {
    folder,
    cambium: (args, code = 0) => runInProcess(folder, { args, code }),
    program: (...args) =>
      runOf(spawnSync(process.execPath, ['--env-file=.env', 'src/main.ts', ...args], inside())),
    put(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), text)
    },
    text: (path) => readFileSync(at(path), 'utf8'),
    has: (path) => existsSync(at(path)),
    edit(path, before, after) {
      const text = project.text(path)
      assert.ok(text.includes(before), `${path} holds ${before}:\n${text}`)
      project.put(path, withImports(text.replace(before, () => after)))
    },
    delete: (path) => rmSync(at(path), { recursive: true }),
    migrations: () => readdirSync(at('migrations')).sort(),
    model: () => JSON.parse(project.text('.cambium/model.json')),
    copyCode() {
      const copy = join(parent, `code-${++copies}`)
      for (const path of ['src', '.cambium', 'migrations', 'package.json']) {
        cpSync(at(path), join(copy, path), { recursive: true })
      }
      symlinkSync(at('node_modules'), join(copy, 'node_modules'))
      return copy
    },
    git: (...args) => runOf(spawnSync('git', args, inside(identity))),
    compile: () => {
      const compiler = at('node_modules/typescript/bin/tsc')
      const { stdout, stderr } = spawnSync(process.execPath, [compiler], inside())
      const problems = `${stdout}${stderr}`.trim().split(/\n(?=\S)/)
      // the packages are links to this workspace, which has its own check of types
      return problems.filter((problem) => !problem.startsWith('../')).join('\n')
    },
    provePostgres(wanted) {
      rmSync(at('node_modules/@electric-sql'), { recursive: true, force: true })
      if (wanted) link(folder, ['@electric-sql/pglite'])
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  }
  const inside = (more = {}) => ({
    cwd: folder,
    encoding: 'utf8' as const,
    env: { ...process.env, NODE_COMPILE_CACHE: join(parent, 'compiled'), ...more },
  })
  await runInProcess(parent, { args: ['new', 'repairs'], code: 0 })
  // in place of npm install, which would ask a registry
  link(folder, ['@cambium/model', '@cambium/runtime', '@types', 'typescript', 'cambium', '.bin'])
  return project
}

function link(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), path)
  }
}

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
}

function runOf({ status, stdout, stderr }: SpawnSyncReturns<string>): Run {
  return { code: status, out: stdout, err: stderr }
}

async function runInProcess(
  cwd: string,
  { args, code }: { args: readonly string[]; code: number },
): Promise<string> {
  let said = ''
  const print = (line: string) => {
    said += `${line}\n`
  }
  const terminal: Terminal = {
    cwd,
    version,
    json: false,
    colour: false,
    interactive: false,
    say: print,
    complain: print,
    answer: () => undefined,
  }
  const ended = await main(args, { commands, version, terminal })
  assert.equal(ended, code, `cambium ${args.join(' ')}:\n${said}`)
  return said
}

const builders =
  'bool choice computed date datetime decimal entity geo index int json list manyToMany one point text unique'

/** An editor keeps the import of a model in order by itself. */
function withImports(text: string): string {
  const [, body = ''] = text.split("from '@cambium/model'")
  const used = builders.split(' ').filter((name) => new RegExp(`\\b${name}\\(`).test(body))
  return text.replace(/import \{[^}]*\} from '@cambium\/model'/, () => {
    return `import { ${used.join(', ')} } from '@cambium/model'`
  })
}
