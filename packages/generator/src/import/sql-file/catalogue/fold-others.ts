import type {
  AlterSeqStmt,
  CommentStmt,
  CreateFunctionStmt,
  CreateSeqStmt,
  CreateTrigStmt,
  Node,
  RangeVar,
  VariableSetStmt,
} from 'libpg-query'
import { tableWords, triggerLeft, updateTimeOf } from '../../postgres/catalogue/index.ts'
import { namesOf, stringsOf } from '../../postgres-parser/index.ts'
import { type Catalogue, findTable, keyOf, schemaOf } from './catalogue.ts'
import { constantText } from './constant-value.ts'
import { counterOf } from './counter-of.ts'
import { splitName } from './fold-types.ts'

/** `comment on` a table, a view or a column. */
export function comment(
  catalogue: Catalogue,
  { objtype, object, comment: text }: CommentStmt,
): void {
  const names = object !== undefined && 'List' in object ? stringsOf(object.List.items) : []
  const isColumn = objtype === 'OBJECT_COLUMN'
  const [name, schema] = (isColumn ? names.slice(0, -1) : names).toReversed()
  const draft = findTable(catalogue, {
    relname: name ?? '',
    ...(schema !== undefined && { schemaname: schema }),
  })
  if (draft === undefined) return
  const doc = text === undefined || text === '' ? null : text
  const column = draft.table.columns.find((one) => one.name === names.at(-1))
  if (isColumn && column !== undefined) column.doc = doc
  const kinds = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE']
  if (kinds.includes(objtype ?? '')) draft.table.doc = doc
}

/** `create sequence` and `alter sequence ... owned by`. */
export function foldSequence(
  catalogue: Catalogue,
  { sequence, options }: CreateSeqStmt | AlterSeqStmt,
  isNew: boolean,
): void {
  const schema = schemaOf(catalogue, sequence?.schemaname)
  const name = sequence?.relname ?? ''
  const owner = (options ?? []).find(
    (node) => 'DefElem' in node && node.DefElem.defname === 'owned_by',
  )
  if (isNew) {
    catalogue.sequences.set(keyOf(schema, name), { schema, name })
    catalogue.counters.set(name, counterOf(options))
  }
  if (owner !== undefined) catalogue.sequences.delete(keyOf(schema, name))
}

/** `set search_path`, and what pg_dump writes for it. */
export function setSearchPath(catalogue: Catalogue, { name, args }: VariableSetStmt): void {
  if (name !== 'search_path') return
  const schemas = (args ?? []).map((node) => constantText(node) ?? '')
  usePath(catalogue, schemas)
}

/** `select pg_catalog.set_config('search_path', ...)`; other statements that select do nothing here. */
export function foldSelect(catalogue: Catalogue, target: Node | undefined): void {
  if (target === undefined || !('ResTarget' in target)) return
  const call = target.ResTarget.val
  if (call === undefined || !('FuncCall' in call)) return
  const [setting, value] = (call.FuncCall.args ?? []).map((node) => constantText(node))
  if (namesOf(call.FuncCall.funcname) !== 'set_config' || setting !== 'search_path') return
  usePath(
    catalogue,
    (value ?? '').split(',').map((part) => part.trim().replaceAll('"', '')),
  )
}

function usePath(catalogue: Catalogue, schemas: readonly string[]): void {
  const named = schemas.filter((one) => one !== '' && one !== '$user' && one !== 'pg_catalog')
  catalogue.searchPath = named.length === 0 ? ['public'] : named
}

/** Functions are left behind; the body of one is kept for the triggers that call it. */
export function createFunction(catalogue: Catalogue, create: CreateFunctionStmt): void {
  const { schema, name } = splitName(catalogue, create.funcname)
  const body = (create.options ?? []).flatMap((node) =>
    'DefElem' in node && node.DefElem.defname === 'as' && node.DefElem.arg !== undefined
      ? bodyOf(node.DefElem.arg)
      : [],
  )
  catalogue.functions.set(name, body.join('\n'))
  const result = namesOf(create.returnType?.names)
  if (result !== 'trigger' && result !== 'event_trigger') catalogue.left.addFunction(schema, name)
}

function bodyOf(node: Node): string[] {
  return 'List' in node ? stringsOf(node.List.items) : []
}

/** Triggers are left behind, but what they set at each change is known of the column. */
export function createTrigger(catalogue: Catalogue, create: CreateTrigStmt): void {
  const draft = findTable(catalogue, create.relation)
  const called = namesOf(create.funcname)
  const row = {
    table: 0,
    name: create.trigname ?? '',
    function: called,
    body: catalogue.functions.get(called) ?? null,
    type: (create.row === true ? 1 : 0) | (create.timing ?? 0) | (create.events ?? 0),
  }
  const words = draft === undefined ? relationWords(create.relation) : tableWords(draft.table)
  catalogue.left.add(triggerLeft(row, words))
  const name = updateTimeOf(row)
  for (const column of draft?.table.columns ?? []) {
    if (column.name === name) column.isUpdateTime = true
  }
}

/** A table as sentences name it. */
export function relationWords(relation: RangeVar | undefined): string {
  return tableWords({ schema: relation?.schemaname ?? null, name: relation?.relname ?? '' })
}
