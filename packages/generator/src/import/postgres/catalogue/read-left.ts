import { countOf, fewNames, type LeftBehind } from '../../source/index.ts'
import type { Ask } from '../postgres-connection.ts'
import type { ClassRow } from './catalogue-rows.ts'
import {
  extensionQuery,
  functionQuery,
  grantQuery,
  policyQuery,
  ruleQuery,
  sequenceQuery,
} from './left-queries.ts'
import { type TriggerRow, triggerLeft } from './trigger-left.ts'

/** What is asked of, and how tables are called in sentences. */
export interface LeftOptions {
  ask: Ask
  /** The tables that are read, as a list of numbers for `in`. */
  tables: string
  schemas: readonly string[]
  triggers: readonly TriggerRow[]
  table(oid: number): ClassRow | undefined
}

interface NamedRow {
  table: number
  name: string
}

/** What of a database has no place in a model: triggers, policies, rules, functions, extensions, grants and sequences. */
export async function readLeft(options: LeftOptions): Promise<LeftBehind[]> {
  return [...(await onTables(options)), ...(await besideTables(options))]
}

/** A table as sentences name it. */
export function tableWords({ schema, name }: { schema: string | null; name: string }): string {
  return `table ${schema === null || schema === 'public' ? '' : `${schema}.`}${name}`
}

async function onTables({ ask, tables, triggers, table }: LeftOptions): Promise<LeftBehind[]> {
  const words = (oid: number): string => tableWords(table(oid) ?? { schema: null, name: '' })
  const policies = await ask<NamedRow & { using: string | null }>(policyQuery(tables))
  const rules = await ask<NamedRow>(ruleQuery(tables))
  return [
    ...triggers.map((row) => triggerLeft(row, words(row.table))),
    ...policies.map((row) => ({
      what: `${words(row.table)}, policy ${row.name}`,
      reason: `row security stands in the model, not in the database${row.using === null ? '' : `: ${row.using}`}`,
      suggestion:
        'Say it in the access rules of the entity (docs/guide/rules.md): they become part of every statement',
    })),
    ...rules.map((row) => ({
      what: `${words(row.table)}, rule ${row.name}`,
      reason: 'rules of the database change statements unseen',
      suggestion: 'Do it in a hook of the entity, which is called by every API',
    })),
  ]
}

async function besideTables({ ask, tables, schemas }: LeftOptions): Promise<LeftBehind[]> {
  const functions = await ask<{ schema: string; name: string }>(functionQuery(schemas))
  const extensions = await ask<{ name: string }>(extensionQuery)
  const grants = await ask<{ name: string }>(grantQuery(tables))
  const sequences = await ask<{ schema: string; name: string }>(sequenceQuery(schemas))
  const groups = Map.groupBy(functions, ({ schema }) => schema)
  return [
    ...[...groups].map(([schema, list]) => ({
      what: `schema ${schema}, ${countOf(list.length, 'function')}: ${fewNames(list.map((one) => one.name))}`,
      reason: 'functions of the database are none of the model',
      suggestion:
        'Write those that are still called in src/functions (docs/guide/functions.md), or keep calling them with SQL',
    })),
    ...extensions.map(({ name }) => ({
      what: `extension ${name}`,
      reason: 'a copy is made without extensions',
      suggestion: 'Nothing is to be done unless your own SQL needs it',
    })),
    ...(grants.length === 0
      ? []
      : [
          {
            what: `grants to ${fewNames(grants.map((one) => one.name))}`,
            reason: 'who may do what is a matter of the access rules, not of roles of the database',
            suggestion: 'Say it in the access rules of the entities (docs/guide/rules.md)',
          },
        ]),
    ...sequences.map(({ schema, name }) => ({
      what: `sequence ${schema}.${name}`,
      reason: 'no column counts by it',
      suggestion: 'Keep the number in a record of an entity, if something still needs it',
    })),
  ]
}
