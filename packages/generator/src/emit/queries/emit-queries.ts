import type { AccessName } from '@cambium/model'
import { type Part, printSource } from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import { headerOf } from '../header.ts'
import type { EntityPlan } from '../project-names.ts'
import { ruleName } from '../rule-name.ts'
import { ruleConstant } from './rule-constant.ts'
import { statements } from './statements.ts'
import { tableColumns } from './table-columns.ts'

const operations: readonly AccessName[] = ['read', 'create', 'update', 'delete']

/** `x.queries.gen.ts`: the columns, the access rules and every statement of one table. */
export function emitQueries(plan: EntityPlan, print: ExpressionPrinter): EmittedFile {
  const { entity, files } = plan
  const rules = operations.map((operation) =>
    ruleConstant(plan, print, {
      name: ruleName(entity, operation),
      label: operation,
      rule: entity.access[operation],
      decidesInMemory: operation === 'create',
    }),
  )
  if (entity.share) {
    rules.push(
      ruleConstant(plan, print, {
        name: ruleName(entity, 'share'),
        label: 'share',
        rule: entity.share,
        decidesInMemory: false,
      }),
    )
  }
  const queries = statements(plan)
  const text = printSource({
    path: files.queries,
    header: headerOf(plan),
    declares: [
      plan.columns,
      ...operations.map((operation) => ruleName(entity, operation)),
      ruleName(entity, 'share'),
      ...queries.map(({ name }) => name),
    ],
    body: [
      tableColumns(plan, print),
      ...rules,
      ...fieldRules(plan, print),
      ...queries.map(({ declaration }) => declaration),
    ],
  })
  return { path: files.queries, text, owned: false }
}

function fieldRules(plan: EntityPlan, print: ExpressionPrinter): Part[] {
  return plan.entity.fieldAccess.flatMap(({ field, read, write }) =>
    (
      [
        ['read', read],
        ['write', write],
      ] as const
    ).flatMap(([operation, rule]) =>
      rule
        ? [
            ruleConstant(plan, print, {
              name: ruleName(plan.entity, operation, field),
              label: `${operation} ${field}`,
              rule,
              decidesInMemory: true,
            }),
          ]
        : [],
    ),
  )
}
