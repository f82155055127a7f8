import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { root, textOf } from './repository-files.ts'

interface Command {
  usage: string
  options: Record<string, unknown>
}

const { commands } = (await import(join(root, 'packages/generator/bin/commands.mjs'))) as {
  commands: Record<string, Command>
}
const sections = textOf('docs/reference/cli.md').split(/^## cambium /m)
const everywhere = ['json', 'help']

test('the command line is documented command by command', () => {
  const documented = sections.slice(1).map((section) => section.split('\n')[0])
  assert.deepEqual(documented.toSorted(), Object.keys(commands).toSorted())
})

for (const [name, { usage, options }] of Object.entries(commands)) {
  test(`cambium ${name} is documented with its usage and options, and with no others`, () => {
    const section = sections.find((text) => text.startsWith(`${name}\n`)) ?? ''
    assert.ok(section.includes(`\`${usage}\``), `usage: ${usage}`)
    const documented = [...section.matchAll(/^\| `--([\w-]+)/gm)].map((found) => found[1])
    const own = Object.keys(options).filter((option) => !everywhere.includes(option))
    assert.deepEqual(documented, own)
  })
}
