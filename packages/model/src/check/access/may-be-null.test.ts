import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EntityIR, Expr, FieldIR } from '../../ir/index.ts'
import { mayBeNull } from './may-be-null.ts'

const field = (name: string, target: string | null): FieldIR =>
  ({
    name: target ? `${name}Id` : name,
    nullable: false,
    reference: target ? { relation: name, target } : null,
  }) as FieldIR

const entity = (name: string, softDelete: boolean, fields: FieldIR[]): EntityIR =>
  ({ name, softDelete, fields }) as EntityIR

describe('mayBeNull()', () => {
  const title = field('title', null)
  const project = entity('Project', true, [title])
  const team = entity('Team', false, [title])
  const task = entity('Task', false, [field('project', 'Project'), field('team', 'Team'), title])
  const cases: [path: string[], expected: boolean][] = [
    [['title'], false],
    [['team', 'title'], false],
    [['project', 'title'], true],
    [['projectId'], false],
    [['nowhere'], true],
  ]
  for (const [path, expected] of cases) {
    test(`says ${expected} for row.${path.join('.')}`, () => {
      const expr: Expr = { type: 'path', base: 'row', path }
      assert.equal(mayBeNull(expr, { entity: task, entities: [task, project, team] }), expected)
    })
  }
})
