import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileExpression } from '../compile-expression.ts'
import {
  entity,
  field,
  linkInverses,
  printTemplate,
  reference,
  sampleModel,
} from '../fuzz/index.ts'
import type { Site } from '../site.ts'
import { expressionToSql, formulaToSql } from './expression-to-sql.ts'

const model = { entities: sampleModel() }

function printed(text: string, place: { entity?: string; purpose?: Site['purpose'] } = {}): string {
  const { entity: name = 'Task', purpose = 'rule' } = place
  const { expression, problems } = compileExpression(
    text,
    { entity: name, purpose },
    model.entities,
  )
  assert.ok(expression, JSON.stringify(problems))
  const print = purpose === 'computed' ? formulaToSql : expressionToSql
  return printTemplate(print(expression, { model, entity: name }))
}

function lines(...text: string[]): string {
  return text.join('\n')
}

describe('the printed SQL', () => {
  test('asks a to-many relation with exists, laid out to be read', () => {
    assert.equal(
      printed('(t, user) => t.project?.members.some((m) => m.userId === user.id) ?? false'),
      lines(
        'exists (',
        '  select 1 from "memberships" m',
        '  where m."project_id" = "tasks"."project_id" and m."user_id" = ${caller.id}',
        ')',
      ),
    )
  })

  test('reads a to-one relation with a scalar sub-select', () => {
    assert.equal(
      printed('(t, user) => t.project?.leadId === user.id || t.assigneeId === user.id'),
      lines(
        '(',
        '  (select p."lead_id" from "projects" p where p."id" = "tasks"."project_id") = ${caller.id}',
        '  or "tasks"."assignee_id" = ${caller.id}',
        ')',
      ),
    )
  })

  test('indents further lines below the line it starts on', () => {
    const text = '(t, user) => t.project?.members.some((m) => m.userId === user.id) ?? false'
    const { expression } = compileExpression(
      text,
      { entity: 'Task', purpose: 'rule' },
      model.entities,
    )
    assert.ok(expression)
    const { strings } = expressionToSql(expression, { model, entity: 'Task', indent: 6 })
    assert.match(strings[0] ?? '', /\n {8}select 1[^\n]*\n {8}where/)
  })

  for (const [name, text, sql] of [
    [
      'keeps a positive comparison plain',
      "(t) => t.status === 'completed'",
      `"tasks"."status" = 'completed'`,
    ],
    [
      'lets a negation see null',
      "(t) => t.status !== 'completed'",
      `"tasks"."status" is distinct from 'completed'`,
    ],
    [
      'pushes negation to the leaves',
      '(t) => !(t.done && t.points > 1)',
      '(not "tasks"."done" or "tasks"."points" <= 1)',
    ],
    [
      'counts null as false where it is negated',
      '(t) => !t.urgent',
      '"tasks"."urgent" is not true',
    ],
    [
      'negates a list',
      "(t) => !['pending'].includes(t.status)",
      `"tasks"."status" not in ('pending')`,
    ],
    [
      'negates a list that may meet null',
      '(t) => ![1, 2].includes(t.priority)',
      '("tasks"."priority" in (1, 2)) is not true',
    ],
    [
      'takes the id of a related record from the key',
      "(t) => t.project?.id === 'x'",
      `"tasks"."project_id" = 'x'`,
    ],
    ['tests a relation by its key', '(t) => t.project === null', '"tasks"."project_id" is null'],
    [
      'does not see a deleted record through a relation',
      '(t) => t.mainTag !== null',
      'exists (select 1 from "tags" t where t."id" = "tasks"."main_tag_id" and t."deleted_at" is null)',
    ],
    [
      'tells undefined from null',
      '(t) => t.project?.leadId === null',
      'exists (select 1 from "projects" p where p."id" = "tasks"."project_id" and p."lead_id" is null)',
    ],
    [
      'counts nothing where there is no record',
      '(t) => (t.project?.members.count() ?? 0) === 0',
      '(select count(*) from "memberships" m where m."project_id" = "tasks"."project_id") = 0',
    ],
    [
      'decides in TypeScript what needs no row',
      "(t, u, { next }) => next.status === 'completed' && u.hasRole('staff') && t.done",
      `(\${change.next.status === 'completed' && caller.hasRole('staff')} and "tasks"."done")`,
    ],
    [
      'guards what it takes out of its context',
      '(t, u, { next }) => next.priority !== null && t.done && next.priority < 3',
      '(\n  ${change.next.priority !== null}\n  and "tasks"."done"\n  and ${change.next.priority !== null && change.next.priority < 3}\n)',
    ],
    [
      'casts a value whose type PostgreSQL could not tell',
      '(t, u, { next }) => (t.done ? t.points : next.points) > 1',
      '(case when "tasks"."done" then "tasks"."points" else cast(${change.next.points} as bigint) end) > 1',
    ],
    [
      'compares with the clock',
      '(t, u, { now }) => t.startedAt < now',
      '"tasks"."started_at" < ${now}',
    ],
    [
      'reads the caller from the table',
      '(t, u) => t.notes !== null && t.notes === u.teamId',
      '(\n  "tasks"."notes" is not null\n  and "tasks"."notes" = (select u."team_id" from "users" u where u."id" = ${caller.id})\n)',
    ],
    [
      'holds for nobody whose user is gone',
      '(t, u) => !u.banned',
      '(\n  exists (select 1 from "users" u where u."id" = ${caller.id})\n  and (select u."banned" from "users" u where u."id" = ${caller.id}) is not true\n)',
    ],
  ] as const) {
    test(name, () => assert.equal(printed(text), sql))
  }

  test('escapes what would end the template or start a hole', () => {
    assert.equal(
      printed("(t) => t.title === 'it\\'s `${x}` \\\\'"),
      `"tasks"."title" = 'it''s \\\`\\\${x}\\\` \\\\'`,
    )
  })

  test('goes through the linking table from both sides', () => {
    assert.equal(
      printed("(t) => t.tags.some((g) => g.name === 'a')"),
      lines(
        'exists (',
        '  select 1 from "tasks_tags" t2 join "tags" t on t."id" = t2."tag_id"',
        `  where t2."task_id" = "tasks"."id" and t."deleted_at" is null and t."name" = 'a'`,
        ')',
      ),
    )
    assert.equal(
      printed('(g) => g.tasks.some((x) => x.done)', { entity: 'Tag' }),
      lines(
        'exists (',
        '  select 1 from "tasks_tags" t2 join "tasks" t on t."id" = t2."task_id"',
        '  where t2."tag_id" = "tags"."id" and t."done"',
        ')',
      ),
    )
  })

  test('tells a table from itself', () => {
    assert.equal(
      printed('(t) => t.children.some((c) => c.children.every((d) => d.points > t.points))'),
      lines(
        'exists (',
        '  select 1 from "tasks" t',
        '  where t."parent_id" = "tasks"."id"',
        '    and not exists (',
        '      select 1 from "tasks" t2',
        '      where t2."parent_id" = t."id" and t2."points" <= "tasks"."points"',
        '    )',
        ')',
      ),
    )
  })

  test('finds the one record that holds the key', () => {
    assert.equal(
      printed("(u) => u.profile?.bio === 'x'", { entity: 'User' }),
      `(select p."bio" from "profiles" p where p."user_id" = "users"."id") = 'x'`,
    )
  })

  test('is in no doubt where all records must pass and there may be nothing to have any', () => {
    assert.equal(
      printed("(t) => t.project?.members.every((m) => m.level === 'editor') ?? false"),
      lines(
        '(',
        '  "tasks"."project_id" is not null',
        '  and not exists (',
        '    select 1 from "memberships" m',
        `    where m."project_id" = "tasks"."project_id" and m."level" is distinct from 'editor'`,
        '  )',
        ')',
      ),
    )
  })

  for (const [text, sql] of [
    ["(t) => t.title + ' ' + t.status", `("tasks"."title" || ' ' || "tasks"."status")`],
    ['(t) => `#${t.priority ?? 0}`', `('#' || cast(coalesce("tasks"."priority", 0) as text))`],
    ['(t) => t.points > 0', '"tasks"."points" > 0'],
    ['(t) => t.notes === t.title', '("tasks"."notes" = "tasks"."title") is true'],
    ['(t) => (t.priority ?? 1) * 2', '(coalesce("tasks"."priority", 1) * 2)'],
    ['(t) => t.points * 2', '(cast("tasks"."points" as double precision) * 2)'],
    ["(t) => t.done ? 'yes' : 'no'", `(case when "tasks"."done" then 'yes' else 'no' end)`],
    ['(t) => t.tags.sum((g) => g.weight)', undefined],
  ] as const) {
    test(`gives the value of ${text}`, () => {
      const found = printed(text, { purpose: 'computed' })
      if (sql !== undefined) assert.equal(found, sql)
      else assert.match(found, /coalesce\(sum\(cast\(t\."weight" as double precision\)\), 0\)/)
    })
  }

  test('quotes reserved words and takes integer ids for what they are', () => {
    const entities = linkInverses([
      entity('User', { serial: true, fields: [field('name', 'text')] }),
      entity('Order', {
        table: 'order',
        fields: [
          field('select', 'bool'),
          reference('from', 'User', { value: 'integer', inverse: 'orders' }),
        ],
      }),
    ])
    const text = '(o, user) => o.select && o.fromId === user.id'
    const { expression } = compileExpression(text, { entity: 'Order', purpose: 'rule' }, entities)
    assert.ok(expression)
    assert.equal(
      printTemplate(expressionToSql(expression, { model: { entities }, entity: 'Order' })),
      '("order"."select" and "order"."from_id" = ${Number(caller.id) || null})',
    )
  })
})
