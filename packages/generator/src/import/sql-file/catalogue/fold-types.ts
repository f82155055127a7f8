import type {
  AlterDomainStmt,
  AlterEnumStmt,
  Constraint,
  CreateDomainStmt,
  Node,
} from 'libpg-query'
import { stringsOf } from '../../postgres-parser/index.ts'
import { afterWord } from '../text/index.ts'
import type { NamedType } from '../types/index.ts'
import { type Catalogue, schemaOf } from './catalogue.ts'
import { bracketText, plainText } from './expression-text.ts'
import type { Statement } from './statement.ts'

type Domain = Extract<NamedType, { kind: 'domain' }>

/** The schema and the name of a list of names. */
export function splitName(
  catalogue: Catalogue,
  names: readonly Node[] | undefined,
): { schema: string; name: string } {
  const parts = stringsOf(names)
  return { schema: schemaOf(catalogue, parts.at(-2)), name: parts.at(-1) ?? '' }
}

/** `create domain`, whose checks and default become those of the columns. */
export function createDomain(
  catalogue: Catalogue,
  create: CreateDomainStmt,
  statement: Statement,
): void {
  const domain: Domain = {
    kind: 'domain',
    ...splitName(catalogue, create.domainname),
    type: create.typeName ?? {},
    required: false,
    preset: null,
    checks: [],
  }
  for (const node of create.constraints ?? []) {
    if ('Constraint' in node) constrainDomain(domain, node.Constraint, statement)
  }
  catalogue.types.add(domain)
}

function constrainDomain(domain: Domain, constraint: Constraint, { raw }: Statement): void {
  const place = constraint.location ?? 0
  if (constraint.contype === 'CONSTR_NOTNULL') domain.required = true
  if (constraint.contype === 'CONSTR_CHECK') {
    domain.checks.push({ name: constraint.conname ?? null, sql: bracketText(raw, 'check', place) })
  }
  if (constraint.contype === 'CONSTR_DEFAULT') {
    const text = plainText(raw, afterWord(raw, 'default', place))
    domain.preset = text.replace(
      /\s+(?:constraint\s+\S+\s+)?(?:not\s+null|null|check)\b[\s\S]*$/i,
      '',
    )
  }
}

/** `alter domain ... add constraint`: it holds for columns that are made later. */
export function alterDomain(
  catalogue: Catalogue,
  alter: AlterDomainStmt,
  statement: Statement,
): void {
  const names = stringsOf(alter.typeName)
  const domain = catalogue.types.find(names.at(-2) ?? null, names.at(-1) ?? '')
  if (domain?.kind !== 'domain') return
  if (alter.def !== undefined && 'Constraint' in alter.def) {
    constrainDomain(domain, alter.def.Constraint, statement)
  }
  if (alter.subtype === 'O') domain.required = true
  if (alter.subtype === 'N') domain.required = false
}

/** `alter type ... add value`, also where columns have the type already. */
export function alterEnum(catalogue: Catalogue, alter: AlterEnumStmt): void {
  const names = stringsOf(alter.typeName)
  const type = catalogue.types.find(names.at(-2) ?? null, names.at(-1) ?? '')
  if (type?.kind !== 'enum') return
  const before = [...type.values]
  changeValues(type.values, alter)
  for (const { table } of catalogue.tables.values()) {
    for (const column of table.columns) {
      const found = column.type.kind === 'list' ? column.type.of : column.type
      const isSame = found.kind === 'choice' && found.name === type.name
      if (isSame && found.values.join('\0') === before.join('\0')) found.values = [...type.values]
    }
  }
}

function changeValues(values: string[], alter: AlterEnumStmt): void {
  const { oldVal, newVal = '', newValNeighbor, newValIsAfter } = alter
  if (oldVal !== undefined) {
    const place = values.indexOf(oldVal)
    if (place !== -1) values[place] = newVal
    return
  }
  if (values.includes(newVal)) return
  const neighbour = newValNeighbor === undefined ? -1 : values.indexOf(newValNeighbor)
  const place = neighbour === -1 ? values.length : neighbour + (newValIsAfter === true ? 1 : 0)
  values.splice(place, 0, newVal)
}
