import {
  aclGrants,
  allOf,
  anyOf,
  type Caller,
  type Change,
  createCaller,
  type Rule,
} from '../../access/index.ts'
import {
  everyRow,
  join,
  keyIs,
  noRow,
  nothing,
  type Queryable,
  raw,
  type Sql,
  sql,
} from '../../database/index.ts'
import { type AnyRecord, type Resource, tenantRows } from '../../operation/index.ts'
import { showSql } from './show-sql.ts'
import type { QuestionCondition, WhyQuestion } from './why-question.ts'

/** What one rule says to one caller. */
export interface WhyAnswer {
  /** Is there such a record? True where all are asked for. */
  readonly found: boolean
  /** Does the caller pass what is decided before any row is read? */
  readonly passesAtAll: boolean
  /** Does the rule, as the application has it, let the caller through? With all records: to any of them. */
  readonly allowed: boolean
  /** How many records it lets the caller through to; `null` where one is asked for. */
  readonly rows: number | null
  /** The condition on rows that the application adds, with its values; `null` where none is asked. */
  readonly sql: string | null
  readonly alternatives: readonly AlternativeAnswer[]
}

export interface AlternativeAnswer {
  readonly holds: boolean
  /** How many records it holds for; `null` where one is asked for. */
  readonly rows: number | null
  /** Which of its conditions hold; for all records, which hold for any. */
  readonly conditions: readonly boolean[]
  readonly sql: string
}

interface Asked {
  db: Queryable
  resource: Resource
  question: WhyQuestion
  caller: Caller
  /** The record the question is about; undefined for all. */
  record: AnyRecord | undefined
  change: Change<AnyRecord> | undefined
}

/** Looks at the rows of the rule and of each of its alternatives. Nothing is written. */
export async function answerWhy(
  db: Queryable,
  { resource, rule, question }: { resource: Resource; rule: Rule; question: WhyQuestion },
): Promise<WhyAnswer> {
  const caller = createCaller(question.caller)
  const record = await findRecord(db, { resource, question, caller })
  const change = record && describeChange(record, question.set)
  const asked: Asked = { db, resource, question, caller, record, change }
  const passesAtAll = rule.allow(caller)
  if (question.id !== null && !record) {
    return { found: false, passesAtAll, allowed: false, rows: null, sql: null, alternatives: [] }
  }
  const where = passesAtAll ? rule.where(caller, change) : null
  const ofTenant = tenantRows({ caller }, resource)
  const rows = where === null ? 0 : await count(asked, where)
  const alternatives: AlternativeAnswer[] = []
  for (const conditions of question.alternatives) {
    alternatives.push(await answerAlternative(asked, conditions))
  }
  return {
    found: true,
    passesAtAll,
    allowed: rows > 0,
    rows: record ? null : rows,
    sql: where && shown(asked, ofTenant === everyRow ? where : allOf(ofTenant, where)),
    alternatives,
  }
}

async function answerAlternative(
  asked: Asked,
  conditions: readonly QuestionCondition[],
): Promise<AlternativeAnswer> {
  const parts = conditions.map((condition) => conditionSql(asked, condition))
  const holding: boolean[] = []
  for (const part of parts) holding.push((await count(asked, part)) > 0)
  const all = allOf(...parts)
  const rows = await count(asked, all)
  return {
    holds: rows > 0,
    rows: asked.record ? null : rows,
    conditions: holding,
    sql: showSql(all, asked.db.dialect),
  }
}

async function findRecord(
  db: Queryable,
  { resource, question: { id }, caller }: Pick<Asked, 'resource' | 'question' | 'caller'>,
): Promise<AnyRecord | undefined> {
  if (id === null) return undefined
  const key = resource.key === 'integer' ? Number(id) : id
  return Number.isNaN(key)
    ? undefined
    : resource.find(db, tenantRows({ caller }, resource), key, nothing)
}

function describeChange(record: AnyRecord, set: WhyQuestion['set']): Change<AnyRecord> {
  const changed = Object.keys(set).filter(
    (name) => JSON.stringify(set[name]) !== JSON.stringify(record[name]),
  )
  return {
    next: { ...record, ...set },
    only: (...fields) => changed.every((name) => fields.includes(name)),
  }
}

function conditionSql(asked: Asked, condition: QuestionCondition): Sql {
  const { resource, caller, change } = asked
  const id = resource.columns.expression('id')
  switch (condition.kind) {
    case 'caller':
      return condition.holds ? everyRow : noRow
    case 'owner':
      return caller.id === null
        ? noRow
        : sql`${resource.columns.expression(condition.field)} = ${condition.isNumber ? Number(caller.id) || null : caller.id}`
    case 'acl':
      return aclGrants(resource.name, id, condition.right, caller)
    case 'only':
      return change?.only(...condition.fields) ? everyRow : noRow
    case 'any':
    case 'all': {
      const parts = condition.parts.map((part) => conditionSql(asked, part))
      return condition.kind === 'any' ? anyOf(...parts) : allOf(...parts)
    }
    case 'sql':
      return textSql(condition, change)
  }
}

function textSql(
  { strings, values }: QuestionCondition & { kind: 'sql' },
  change: Change<AnyRecord> | undefined,
): Sql {
  const parts = strings.flatMap((text, index) => {
    const value = values[index]
    if (value === undefined) return [raw(text)]
    const isNext = typeof value === 'object' && value !== null
    const known = isNext ? ((change?.next[value.next] ?? null) as string | null) : value
    return [raw(text), sql`${known}`]
  })
  return sql`(${join(parts, '')})`
}

function count({ db, resource, record, caller }: Asked, where: Sql): Promise<number> {
  const ofTenant = tenantRows({ caller }, resource)
  if (where === noRow || ofTenant === noRow) return Promise.resolve(0)
  return resource.count(db, {
    visible: allOf(ofTenant, record ? keyIs(resource.columns, record.id) : true, where),
    filter: everyRow,
    order: everyRow,
    limit: everyRow,
  })
}

function shown({ db, resource, record }: Asked, where: Sql): string {
  const all = record ? sql`${keyIs(resource.columns, record.id)} and ${where}` : where
  return showSql(all, db.dialect)
}
