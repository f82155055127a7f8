import { tableName } from '@cambium/model/names'
import { jsdoc } from '../../print/index.ts'
import type { EntityDesign, FieldDesign, LinkDesign } from '../design/index.ts'
import type { SourceRule } from '../source/index.ts'
import { layOut, type Member, type Piece, pieceOf, quoted } from './layout.ts'

/** The text of a model file, as a person would have written it. */
export function printModel(entity: EntityDesign, { adopted }: { adopted: boolean }): string {
  const options = entityOptions(entity, adopted)
  const call: Piece = {
    kind: 'call',
    callee: 'entity',
    args: [quoted(entity.name), { kind: 'object', members: options, isOpen: true }],
  }
  const head = 'export default '
  const body = `${head}${layOut(call, { indent: '', column: head.length })}\n`
  const used = [...buildersOf(entity)].sort((a, b) => (a < b ? -1 : 1))
  const doc = jsdoc(entity.doc)
  return `${importOf(used)}\n\n${doc === null ? '' : `${doc}\n`}${body}`
}

function importOf(names: readonly string[]): string {
  const line = `import { ${names.join(', ')} } from '@cambium/model'`
  if (line.length <= 100) return line
  return `import {\n${names.map((name) => `  ${name},`).join('\n')}\n} from '@cambium/model'`
}

function buildersOf(entity: EntityDesign): Set<string> {
  const { fields, links, indexes, access } = entity
  const rules = Object.values(access ?? {})
    .flat()
    .flatMap(flat)
  return new Set([
    'entity',
    ...fields.flatMap(({ kind, element, formula }) => [
      kind,
      ...(element ? [element.kind] : []),
      ...(formula ? [formula.kind] : []),
    ]),
    ...(links.length > 0 ? ['manyToMany'] : []),
    ...indexes.map(({ kind }) => kind),
    ...rules.flatMap(({ kind }) =>
      kind === 'role' || kind === 'owner' || kind === 'acl' ? [kind] : [],
    ),
  ])
}

function flat(rule: SourceRule): SourceRule[] {
  return rule.kind === 'all' ? rule.of.flatMap(flat) : [rule]
}

function entityOptions(entity: EntityDesign, adopted: boolean): Member[] {
  const { fields, links, indexes, access, accounts, checks, kind } = entity
  const members = [...fields.map(fieldMember), ...links.map(linkMember)]
  return [
    ...(adopted ? [{ key: 'adopted', value: 'true' }] : []),
    ...(kind === 'view' ? [{ key: 'view', value: 'true' }] : []),
    ...tableMember(entity, adopted),
    ...keyMember(entity, adopted),
    { key: 'fields', value: { kind: 'object', members, isOpen: true } },
    ...(indexes.length === 0 ? [] : [{ key: 'indexes', value: indexList(indexes) }]),
    ...timesMember(entity, adopted),
    ...(accounts === null
      ? []
      : [
          { key: 'auth', value: pieceOf({ identifiers: [accounts.email], methods: ['password'] }) },
        ]),
    ...(access === null ? [] : accessMember(access)),
    ...(checks.length === 0 ? [] : [checkMember(checks)]),
  ]
}

function tableMember({ name, table, source }: EntityDesign, adopted: boolean): Member[] {
  if (!adopted) return []
  const own = tableName(name)
  return own === table && source.name === table ? [] : [{ key: 'table', value: quoted(table) }]
}

function keyMember({ key }: EntityDesign, adopted: boolean): Member[] {
  if (key.kind === 'fields') return [{ key: 'id', value: pieceOf(key.fields) }]
  const column = adopted && key.column !== null && key.column.name !== 'id' ? key.column.name : null
  const max = key.kind === 'text' && key.max !== null && key.max !== 255 ? key.max : null
  const options = {
    kind: key.kind,
    ...(column !== null && { column }),
    ...(max !== null && { max }),
    ...(adopted && key.stored !== null && { stored: key.stored }),
  }
  if (Object.keys(options).length > 1) return [{ key: 'id', value: pieceOf(options) }]
  return key.kind === 'uuid7' ? [] : [{ key: 'id', value: quoted(key.kind) }]
}

/** Both times are kept unless the model says otherwise. */
function timesMember({ timestamps, timesStored }: EntityDesign, adopted: boolean): Member[] {
  const { createdAt, updatedAt } = timestamps
  if (createdAt === null && updatedAt === null) return [{ key: 'timestamps', value: 'false' }]
  const isUsual = createdAt?.name === 'created_at' && updatedAt?.name === 'updated_at'
  const isPair = createdAt !== null && updatedAt !== null
  const isStored = timesStored?.createdAt != null || timesStored?.updatedAt != null
  if (isPair && !isStored && (!adopted || isUsual)) return []
  const place = (column: string, stored: string | null = null) =>
    stored === null ? column : { column, stored }
  const names = {
    ...(createdAt !== null && {
      createdAt: place(adopted ? createdAt.name : 'created_at', timesStored?.createdAt),
    }),
    ...(updatedAt !== null && {
      updatedAt: place(adopted ? updatedAt.name : 'updated_at', timesStored?.updatedAt),
    }),
  }
  return [{ key: 'timestamps', value: pieceOf(names) }]
}

/** The options of a field in the order in which people write them. */
const order = [
  ...['required', 'unique', 'index', 'precision', 'scale', 'default', 'min', 'max', 'pattern'],
  ...['lower', 'trim', 'readOnly', 'writeOnce', 'writeOnly', 'hidden', 'fields', 'inverse'],
  ...['onDelete', 'stored', 'column'],
]

function optionsOf(options: FieldDesign['options']): Piece[] {
  const names = Object.keys(options).sort((a, b) => order.indexOf(a) - order.indexOf(b))
  const members = names.map((key) => ({ key, value: pieceOf(options[key]) }))
  return members.length === 0 ? [] : [{ kind: 'object', members }]
}

function fieldMember(field: FieldDesign): Member {
  return { key: field.name, value: fieldCall(field), comment: jsdoc(field.doc) }
}

function fieldCall({ kind, options, values, target, element, formula }: FieldDesign): Piece {
  const own = optionsOf(options)
  const inner = (part: {
    kind: string
    options: FieldDesign['options']
    values?: string[]
  }): Piece => ({
    kind: 'call',
    callee: part.kind,
    args: [
      ...(part.kind === 'choice' ? [pieceOf(part.values ?? [])] : []),
      ...optionsOf(part.options),
    ],
  })
  const first =
    kind === 'one'
      ? [quoted(target ?? '')]
      : kind === 'choice'
        ? [pieceOf(values)]
        : kind === 'list' && element !== null
          ? [inner(element)]
          : formula !== null
            ? [inner(formula), formula.arrow]
            : []
  return { kind: 'call', callee: kind, args: [...first, ...own] }
}

function linkMember({ name, target, inverse, through, ordered, doc }: LinkDesign): Member {
  const options = {
    ...(inverse !== null && { inverse }),
    ...(through !== null && { through }),
    ...(ordered && { ordered: true }),
  }
  const args = [quoted(target), ...(Object.keys(options).length > 0 ? [pieceOf(options)] : [])]
  return { key: name, value: { kind: 'call', callee: 'manyToMany', args }, comment: jsdoc(doc) }
}

function indexList(indexes: EntityDesign['indexes']): Piece {
  const items = indexes.map(
    ({ kind, fields }): Piece => ({ kind: 'call', callee: kind, args: fields.map(quoted) }),
  )
  return { kind: 'array', items }
}

function accessMember(access: NonNullable<EntityDesign['access']>): Member[] {
  const members = Object.entries(access).flatMap(
    ([operation, rules]: [string, SourceRule[]]): Member[] => {
      const [only] = rules
      if (only === undefined) return []
      const pieces = rules.map(rulePiece)
      const value: Piece = rules.length === 1 ? rulePiece(only) : { kind: 'array', items: pieces }
      return [{ key: operation, value }]
    },
  )
  return members.length === 0 ? [] : [{ key: 'access', value: { kind: 'object', members } }]
}

function rulePiece(rule: SourceRule): Piece {
  switch (rule.kind) {
    case 'public':
    case 'signedIn':
      return quoted(rule.kind)
    case 'role':
      return { kind: 'call', callee: 'role', args: [quoted(rule.role)] }
    case 'owner':
      return { kind: 'call', callee: 'owner', args: [quoted(rule.column)] }
    case 'acl':
      return { kind: 'call', callee: 'acl', args: [quoted(rule.right)] }
    case 'flag':
      return `(row) => row.${rule.column} === true`
    case 'all':
      return {
        kind: 'object',
        members: [{ key: 'all', value: { kind: 'array', items: rule.of.map(rulePiece) } }],
      }
  }
}

function checkMember(checks: EntityDesign['checks']): Member {
  const members = checks.map(({ message, arrow }) => ({ key: message, value: arrow }))
  return { key: 'check', value: { kind: 'object', members, isOpen: true } }
}
