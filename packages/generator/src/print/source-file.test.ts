import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { code } from './code.ts'
import { jsonName, moduleName, typeName, valueName } from './name.ts'
import { printSource } from './source-file.ts'

const print = (body: Parameters<typeof printSource>[0]['body'], declares: string[] = []): string =>
  printSource({ path: 'src/tasks/task.routes.gen.ts', header: null, declares, body })

describe('printSource()', () => {
  test('imports what the text names: packages, then files further up, then those beside it', () => {
    const text = print([
      code`${valueName('src/tasks/task.operations.gen.ts', 'task')}`,
      code`${valueName('src/tags/tag.operations.gen.ts', 'tag')}`,
      code`${valueName('@cambium/runtime/http', 'sendPage')}`,
      code`${typeName('@cambium/runtime/http', 'Server')}`,
    ])
    assert.equal(
      text,
      [
        "import { type Server, sendPage } from '@cambium/runtime/http'",
        "import { tag } from '../tags/tag.operations.gen.ts'",
        "import { task } from './task.operations.gen.ts'",
        '',
        'task',
        '',
        'tag',
        '',
        'sendPage',
        '',
        'Server',
        '',
      ].join('\n'),
    )
  })

  test('imports a module of types alone as types', () => {
    assert.match(print([code`${typeName('a', 'B')}`]), /^import type \{ B \} from 'a'\n/)
  })

  test('puts many names on lines of their own, letter by letter without case', () => {
    const names = ['values', 'Sql', 'sql', 'columns', 'Columns', 'assignments']
    const text = print([names.map((name) => valueName('a', name))])
    assert.equal(
      text.split('\n\n')[0],
      "import {\n  assignments,\n  Columns,\n  columns,\n  Sql,\n  sql,\n  values,\n} from 'a'",
    )
  })

  test('gives an import another name where the file declares its own', () => {
    const text = print([code`${typeName('@cambium/runtime/access', 'Rule')}`], ['Rule'])
    assert.equal(
      text,
      "import type { Rule as CambiumRule } from '@cambium/runtime/access'\n\nCambiumRule\n",
    )
  })

  test('gives way to a name of the project before one of a package', () => {
    const text = print([
      code`${typeName('@cambium/runtime/database', 'Sql')}`,
      code`${typeName('src/tasks/sql.schema.gen.ts', 'Sql')}`,
    ])
    assert.match(text, /import type \{ Sql as CambiumSql \} from '@cambium\/runtime\/database'/)
    assert.match(text, /import type \{ Sql \} from '\.\/sql\.schema\.gen\.ts'/)
  })

  test('imports whole modules and JSON files', () => {
    const text = print([
      code`${moduleName('src/tasks/task.queries.gen.ts', 'queries')}`,
      code`${jsonName('.cambium/schema.json', 'schema')}`,
    ])
    assert.match(text, /import \* as queries from '\.\/task\.queries\.gen\.ts'/)
    assert.match(
      text,
      /import schema from '\.\.\/\.\.\/\.cambium\/schema\.json' with \{ type: 'json' \}/,
    )
  })

  test('starts with the header when there is one', () => {
    const text = printSource({ path: 'src/a.ts', header: 'Made.', declares: [], body: ['x'] })
    assert.equal(text, '// Made.\n\nx\n')
  })
})
