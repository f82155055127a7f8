import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { runCambium } from './fixture/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cambium-main-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const commands = [
  'new',
  'import',
  'generate',
  'check',
  'dev',
  'eject',
  'merge',
  'restore',
  'migrate',
  'upgrade',
  'explain',
  'merge-lock',
  'doctor',
]

describe('help', () => {
  test('names every command, and each command has a help of its own', () => {
    const { code, out, err } = runCambium(folder, '--help')
    assert.deepEqual([code, err], [0, ''])
    for (const name of commands) {
      assert.match(out, new RegExp(`^  ${name} `, 'm'))
      const help = runCambium(folder, name, '--help')
      assert.equal(help.code, 0)
      assert.match(help.out, new RegExp(`Usage: cambium ${name}`))
    }
  })

  test('costs less than 150 ms beyond bare Node', () => {
    const bin = join(import.meta.dirname, '../../bin/cambium.mjs')
    const fastest = (args: string[]) =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const started = performance.now()
          spawnSync(process.execPath, args)
          return performance.now() - started
        }),
      )
    const beyond = fastest([bin, '--help']) - fastest(['-e', '0'])
    assert.ok(beyond < 150, `${beyond} ms`)
  })
})

describe('wrong usage', () => {
  const table: [string[], RegExp][] = [
    [['genrate'], /Unknown command genrate\. Did you mean generate\?/],
    [['generate', '--chekc'], /Unknown option --chekc\. Did you mean --check\?/],
    [['eject'], /Usage: cambium eject FILE/],
    [['check', 'more'], /Usage: cambium check/],
    [['new', 'Bad Name'], /cannot be a project's name.*For example: bad-name/s],
    [['new', 'x', '--template', 'shopp'], /no template 'shopp'\. Did you mean shop\?/],
    [['new', 'x', '--template'], /argument missing/],
    [['explain', 'CAM999999'], /There is no diagnostic/],
    [['migrate', 'stat'], /no cambium migrate stat\. Did you mean status\?/],
    [['migrate', 'up', '--drop', 'Note'], /migrate up does not take --drop, but --to/],
  ]
  for (const [args, message] of table) {
    test(`cambium ${args.join(' ')} is refused with exit code 2 and one sentence`, () => {
      const { code, out, err } = runCambium(folder, ...args)
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, message)
      assert.doesNotMatch(err, /\n\s+at /)
    })
  }

  test('with --json the sentence is a JSON value', () => {
    const { out } = runCambium(folder, 'check', '--bad', '--json')
    assert.match(JSON.parse(out).error, /Unknown option --bad/)
  })
})

test('outside a project every command says so with exit code 3', () => {
  for (const args of [
    ['generate'],
    ['check'],
    ['dev'],
    ['doctor'],
    ['eject', 'x'],
    ['migrate', 'save'],
  ]) {
    const { code, err } = runCambium(folder, ...args)
    assert.equal(code, 3, args.join(' '))
    assert.match(err, /There is no cambium\.config\.ts/)
  }
})

describe('cambium new', () => {
  test('writes a project that says its name everywhere', () => {
    const { code, out } = runCambium(folder, 'new', 'my-blog')
    assert.equal(code, 0)
    assert.match(out, /cd my-blog\n {2}npm install\n {2}npm run generate\n {2}npm run dev/)
    const text = (path: string) => readFileSync(join(folder, 'my-blog', path), 'utf8')
    assert.equal(JSON.parse(text('package.json')).name, 'my-blog')
    assert.match(text('cambium.config.ts'), /name: 'my-blog'/)
    assert.match(text('.gitignore'), /^\.env$/m)
    assert.match(text('.env'), /^AUTH_SECRET=[0-9a-f]{64}$/m)
  })

  for (const template of ['shop', 'tasks']) {
    test(`the ${template} template has its models and nothing generated`, () => {
      const { code, out } = runCambium(
        folder,
        'new',
        `a-${template}`,
        '--template',
        template,
        '--json',
      )
      assert.equal(code, 0)
      const files: string[] = JSON.parse(out).files
      assert.ok(files.some((path) => path.endsWith('.model.ts')))
      assert.deepEqual(
        files.filter((path) => /\.gen\.|migrations|lock|node_modules/.test(path)),
        [],
      )
    })
  }

  test('leaves a folder alone that is not empty', () => {
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full/thesis.txt'), 'years of work')
    const { code, err } = runCambium(folder, 'new', 'full')
    assert.equal(code, 3)
    assert.match(err, /is not empty/)
  })
})

test('npm create cambium is the same as cambium new', () => {
  const bin = join(import.meta.dirname, '../../../create-cambium/bin/create-cambium.mjs')
  const { status, stdout } = spawnSync(process.execPath, [bin, 'created'], {
    cwd: folder,
    encoding: 'utf8',
  })
  assert.equal(status, 0)
  assert.match(stdout, /Created created from the template blank/)
  assert.equal(spawnSync(process.execPath, [bin], { cwd: folder }).status, 2)
})

test('the pinned tools are those of the workspace', () => {
  const root = join(import.meta.dirname, '../../../..')
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const { devDependencies } = read('package.json')
  for (const [tool, version] of Object.entries(
    read('packages/generator/templates/versions.json'),
  )) {
    assert.equal(devDependencies[tool], version, tool)
  }
})
