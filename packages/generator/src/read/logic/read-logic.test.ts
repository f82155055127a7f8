import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Diagnostic } from '../diagnostic.ts'
import { readModel } from '../read-model.ts'

let project = ''
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cambium-logic-'))
  put('package.json', '{ "type": "module" }')
  put(
    'cambium.config.ts',
    "import { defineConfig } from '@cambium/model'\nexport default defineConfig({ name: 'sample', roles: ['staff'] })\n",
  )
  put(
    'src/tasks/task.model.ts',
    "import { entity, text } from '@cambium/model'\nexport default entity('Task', { fields: { title: text() }, events: ['moved'] })\n",
  )
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}

const head = `import { money, role } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'
`
const file = 'src/functions/add-up.ts'

function putFunction(text: string, path: string = file): void {
  put(path, `${head}${text}\n`)
}

/** A function with these options; they begin on the fourth line. */
function putOptions(options: string, before = ''): void {
  putFunction(`${before}export const addUp = defineFunction('addUp', {
${options}
  async run({ system }) { return system.Task.count() },
})`)
}

async function only(): Promise<Diagnostic> {
  const { diagnostics, model } = await readModel(project)
  assert.equal(model, null)
  assert.equal(diagnostics.length, 1, JSON.stringify(diagnostics, null, 1))
  return diagnostics[0] as Diagnostic
}

async function functions() {
  const { diagnostics, model } = await readModel(project)
  assert.deepEqual(diagnostics, [])
  return model?.logic?.functions ?? []
}

const place = ({ code, file: at, line, column }: Diagnostic) => [code, at, line, column]

describe('a function is read', () => {
  test('with its options, the comments above it and above its fields', async () => {
    putFunction(`
import { readFileSync } from 'node:fs'
const prices = readFileSync('/etc/hosts')
const staff = ['signedIn', role('staff')] as const
export const unit: number = 100, label = 'x'

/** Adds up. */
export const addUp = defineFunction('addUp', {
  method: \`GET\`,
  access: { all: staff },
  async run({ system }) {
    throw new Error(\`never: \${prices}\`)
  },
  /* in between */
  output: {
    /** In cents. */
    'total': money({ min: -1, max: (9), currency: "USD" } satisfies object),
  },
} as never)
process.exit(7)`)
    const [one] = await functions()
    assert.equal(one?.doc, 'Adds up.')
    assert.equal(one?.method, 'GET')
    assert.deepEqual(one?.access, {
      type: 'all',
      rules: [{ type: 'signedIn' }, { type: 'role', roles: ['staff'] }],
    })
    assert.equal(one?.output?.[0]?.doc, 'In cents.')
    assert.deepEqual(one?.output?.[0]?.limits, { min: -1, max: 9, currency: 'USD' })
  })

  test('without running what stands around its options', async () => {
    putFunction(`while (true) {}
globalThis.leaked = true
export const addUp = defineFunction('addUp', { run: (() => { while (true) {} })() })`)
    assert.equal((await functions())[0]?.name, 'addUp')
  })

  test('with builders that were imported under another name', async () => {
    put(
      file,
      `import { money as amount } from '@cambium/model'
import { defineFunction as define } from '@cambium/runtime/functions'
export const addUp = define('addUp', { output: { total: amount() }, run() {} })
`,
    )
    assert.equal((await functions())[0]?.output?.[0]?.kind, 'money')
  })

  test('and a mistake in its options has its place, also behind blanked code', async () => {
    putOptions("  output: { total: money({ mni: 1 }) },\n  access: role('stuff'),")
    const { diagnostics } = await readModel(project)
    assert.deepEqual(diagnostics.map(place), [
      ['CAM171', file, 5, 16],
      ['CAM120', file, 4, 28],
    ])
  })
})

describe('what cannot be read without running it is refused at its place:', () => {
  const refused: [about: string, options: string, line: number, column: number, before?: string][] =
    [
      ['a spread of options', '  ...{ method: 0 },', 4, 3],
      ['a spread in a list', "  access: [...['public']],", 4, 12],
      ['a hole in a list', '  access: [, ],', 4, 11],
      ['a template with a value', `  path: \`/\${1}\`,`, 4, 9],
      ['a computed name', "  [method]: 'GET',", 4, 3],
      ['a prototype', '  __proto__: { method: 1 },', 4, 3],
      ['a getter', "  get method() { return 'GET' },", 4, 3],
      ['a method that is not run', '  input() { return {} },', 4, 3],
      ['an arrow as a rule', '  access: (user) => user.id === 1,', 4, 11],
      ['a sum', '  path: "/a" + "b",', 4, 9],
      ['a call of something else', '  output: { total: Number(1) },', 4, 20],
      ['a call of a method', '  output: { total: money.call(0) },', 4, 20],
      ['a builder that a call gives', '  output: { total: money()() },', 4, 20],
      ['a global', '  path: process.env.HOME,', 4, 9],
      ['a name of another file', '  method,', 4, 3],
      ['a variable', '  method,', 5, 3, "let method = 'GET'\n"],
      ['a constant that is code', '  method,', 3, 16, 'const method = String(1)\n'],
      [
        'a constant of a constant that is code',
        '  path: two,',
        3,
        13,
        'const one = eval("1"), two = one\n',
      ],
      ['an import that is loaded', "  output: import('node:fs'),", 4, 11],
      ['an expression after another', "  method: (1, 'GET'),", 4, 12],
      ['a regular expression', '  path: /x/,', 4, 9],
      ['a condition', "  method: true ? 'GET' : 'POST',", 4, 11],
      ['an assignment', '  method: (globalThis.a = 1),', 4, 12],
      ['a class', '  method: class {},', 4, 11],
    ]
  test('each of them, all at once', async () => {
    for (const [index, [, options, , , before = '']] of refused.entries()) {
      const text = `${before}export const case${index} = defineFunction('case${index}', {
${options}
  run() {},
})`
      putFunction(text, `src/functions/case${index}.ts`)
    }
    const { diagnostics } = await readModel(project)
    const found = refused.map((_, index) => {
      const own = diagnostics.filter((one) => one.file === `src/functions/case${index}.ts`)
      return own.map(({ code, line, column }) => [code, line, column])
    })
    for (const [index, [about, , line, column]] of refused.entries()) {
      assert.deepEqual(found[index], [['CAM504', line, column]], about)
    }
  })

  test('options that are nested without end', async () => {
    putOptions(`  input: ${'['.repeat(3_000)}${']'.repeat(3_000)},`)
    assert.equal((await only()).code, 'CAM504')
  })

  test('options that stand elsewhere', async () => {
    putFunction("const all = { run() {} }\nexport const addUp = defineFunction('addUp', all)")
    assert.deepEqual(place(await only()), ['CAM504', file, 4, 46])
  })

  test('a name that is made', async () => {
    putFunction("export const addUp = defineFunction('add' + 'Up', { run() {} })")
    assert.deepEqual(place(await only()), ['CAM504', file, 3, 37])
  })

  test('a builder that there is not', async () => {
    put(
      file,
      `import { mony } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'
export const addUp = defineFunction('addUp', { output: { total: mony() }, run() {} })
`,
    )
    const diagnostic = await only()
    assert.deepEqual(place(diagnostic), ['CAM306', file, 1, 10])
    assert.equal(diagnostic.nearest, 'money')
  })
})

describe('a file of logic', () => {
  const wrong: [about: string, code: string, text: string, line: number][] = [
    ['that defines nothing', 'CAM501', 'export const addUp = 1', 1],
    ['that does not parse', 'CAM301', 'export const addUp = defineFunction(', 4],
    [
      'that defines something else',
      'CAM501',
      "export const addUp = defineJob('addUp', { run() {} })",
      1,
    ],
    [
      'that defines two',
      'CAM503',
      "const run = () => 0\nexport const addUp = defineFunction('addUp', { run })\nexport const more = defineFunction('more', { run })",
      5,
    ],
    [
      'that exports another name',
      'CAM502',
      "export const add = defineFunction('addUp', { run() {} })",
      3,
    ],
    [
      'that calls it otherwise',
      'CAM502',
      "export const addUp = defineFunction('add', { run() {} })",
      3,
    ],
    [
      'that keeps it for itself',
      'CAM502',
      "const addUp = defineFunction('addUp', { run() {} })",
      3,
    ],
    [
      'that exports it as its default',
      'CAM502',
      "export default defineFunction('addUp', { run() {} })",
      3,
    ],
    [
      'that does nothing',
      'CAM507',
      "export const addUp = defineFunction('addUp', { method: 'GET' })",
      3,
    ],
  ]
  for (const [about, code, text, line] of wrong) {
    test(about, async () => {
      putFunction(text)
      const diagnostic = await only()
      assert.deepEqual([diagnostic.code, diagnostic.line], [code, line])
    })
  }

  test('whose name is not kebab-case', async () => {
    putFunction(
      "export const addUp = defineFunction('addUp', { run() {} })",
      'src/functions/addUp.ts',
    )
    const diagnostic = await only()
    assert.equal(diagnostic.code, 'CAM505')
    assert.equal(diagnostic.hint, 'Rename it to add-up.ts.')
  })

  test('is none with a dot in its name: that belongs to an entity, or is a test', async () => {
    for (const name of ['job.hooks.ts', 'job.test.ts', 'add-up.test.gen.ts'])
      put(`src/jobs/${name}`, 'anything')
    const { diagnostics, model } = await readModel(project)
    assert.deepEqual(diagnostics, [])
    assert.ok(model && !Object.hasOwn(model, 'logic'))
  })

  test('of each kind is read', async () => {
    put(
      'src/jobs/tidy.ts',
      "import { defineJob } from '@cambium/runtime/jobs'\nexport const tidy = defineJob('tidy', { schedule: '@daily', run() {} })\n",
    )
    put(
      'src/workflows/ship.ts',
      "import { defineWorkflow } from '@cambium/runtime/workflows'\nexport const ship = defineWorkflow('ship', { async run({ step }) {} })\n",
    )
    put(
      'src/events/tell.ts',
      "import { on } from '@cambium/runtime/events'\nexport const tell = on('task.moved', async ({ event }) => {})\n",
    )
    put(
      'src/events/tell-all.ts',
      "import { on } from '@cambium/runtime/events'\nexport const tellAll = on('task.created', { attempts: 3, run() {} })\n",
    )
    put(
      'src/mail/hello.ts',
      'export const hello: MailTemplate<{ name: string }> = ({ name }) => ({})\n',
    )
    put('src/mail/layout.ts', 'export const layout = (text: string) => text\n')
    put(
      'src/mail/verify-email.ts',
      'export const verifyEmail: MailTemplate<LinkMail> = () => ({})\n',
    )
    const { diagnostics, model } = await readModel(project)
    assert.deepEqual(diagnostics, [])
    const { jobs, workflows, handlers, mails } = model?.logic ?? assert.fail()
    assert.deepEqual(
      jobs.map(({ name, settings }) => [name, settings]),
      [['tidy', { schedule: '@daily' }]],
    )
    assert.deepEqual(
      workflows.map(({ name }) => name),
      ['ship'],
    )
    assert.deepEqual(
      handlers.map(({ name, event }) => [name, event]),
      [
        ['tellAll', 'task.created'],
        ['tell', 'task.moved'],
      ],
    )
    assert.deepEqual(
      mails.map(({ name }) => name),
      ['hello'],
    )
  })

  test('of an event that there is not, with the nearest one', async () => {
    put(
      'src/events/tell.ts',
      "import { on } from '@cambium/runtime/events'\nexport const tell = on('task.movd', () => {})\n",
    )
    const diagnostic = await only()
    assert.deepEqual(place(diagnostic), ['CAM514', 'src/events/tell.ts', 2, 24])
    assert.equal(diagnostic.nearest, 'task.moved')
  })

  test('that needs the model language in production asks for it', async () => {
    putOptions('')
    put('package.json', '{\n  "devDependencies": { "@cambium/model": "0.1.0" }\n}\n')
    const { diagnostics, model } = await readModel(project)
    assert.deepEqual(diagnostics.map(place), [['CAM517', 'package.json', 2, 24]])
    assert.ok(model?.logic)
  })
})
