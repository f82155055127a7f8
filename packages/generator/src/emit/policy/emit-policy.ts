import type { EntityIR, ModelIR } from '@cambium/model'
import { broughtRoles, type Column, columnsOf, residualRule } from '../../access/index.ts'
import type { EntityDecisions } from '../decisions/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { functionLines } from './function-lines.ts'
import { entityGrants, fieldGrants, type Grant, isOffered } from './grants.ts'
import { ruleLines } from './rule-lines.ts'

/** `policy.gen.md`: who may do what, for a person who reviews it. A line changes when what it says does. */
export function emitPolicy(
  model: ModelIR,
  decisions: ReadonlyMap<string, EntityDecisions>,
): EmittedFile {
  const sections = model.entities.map((entity) =>
    entityLines(model, entity, decisions.get(entity.name)?.gaps ?? []),
  )
  const functions = functionLines(model)
  const all = functions.length > 0 ? [...sections, functions] : sections
  const text = [introduction, ...all.map((lines) => lines.join('\n'))].join('\n\n')
  return { path: 'policy.gen.md', text: `${text}\n`, owned: false }
}

const introduction = `<!-- Generated from the models. Do not edit: the rules stand in src/*/*.model.ts. -->

# Who may do what

The tables say how many of the records a kind of caller comes to: **all**, **some** or **none**. What decides stands below
them, in words and as the model says it; of several lines, one that holds is enough. Whoever has a role that a table does
not name counts as signed in. \`read\` is both reading one record and listing them; what is said of a field holds within
what may be done with the record. \`system\`, in hooks and seeds, is not asked.`

function entityLines(model: ModelIR, entity: EntityIR, gaps: readonly string[]): string[] {
  const grants = [...entityGrants(entity), ...ruledFields(entity)].filter(
    ({ key }) => !isOperation(key) || isOffered(entity, key),
  )
  const brought = broughtRoles(model)
  const columns = columnsOf({
    ...model,
    roles: model.roles.filter((role) => brought[role]?.some((one) => isNamed(one, grants))),
  })
  return [
    `## ${entity.name}`,
    '',
    ...tenantLines(model, entity),
    ...tableLines(entity, columns, grants),
    ...grants.flatMap((grant) => [
      '',
      `${capital(wordsOf(entity, grant))}:`,
      ...ruleLines(entity, grant.rule),
    ]),
    ...listed('Whoever asks', closedLines(entity)),
    ...listed(
      'Without a scenario in the generated tests, since no data was found that shows it',
      gaps.map((gap) => `- ${gap}`),
    ),
  ]
}

/** Whatever the rules say, a caller sees one tenant. */
function tenantLines({ tenancy, entities }: ModelIR, entity: EntityIR): string[] {
  const tenant = entities.find(({ name }) => name === tenancy?.entity)
  if (!tenant || (!entity.tenant && entity !== tenant)) return []
  const { words } = tenant.names
  return entity === tenant
    ? [`What is said here holds for the caller's own ${words}; no caller sees another one.`, '']
    : [`What is said here holds for the records of the caller's own ${words}.`, '']
}

function tableLines(
  entity: EntityIR,
  columns: readonly Column[],
  grants: readonly Grant[],
): string[] {
  return [
    `| | ${columns.map(({ words }) => words).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...grants.map((grant) => {
      const cells = columns.map((column) =>
        entity.tenant && !column.signedIn ? 'none' : reach(grant, column),
      )
      return `| ${wordsOf(entity, grant)} | ${cells.join(' | ')} |`
    }),
  ]
}

/** How many records somebody comes to. */
function reach({ rule }: Grant, column: Column): string {
  const left = residualRule(rule, column)
  if (left.type === 'public') return 'all'
  return left.type === 'none' ? 'none' : 'some'
}

/** Fields that have a rule, and can be read or written at all. */
function ruledFields(entity: EntityIR): Grant[] {
  return fieldGrants(entity).filter(({ rule }) => rule?.type !== 'public' && rule?.type !== 'none')
}

/** Is the role one of those that a rule speaks of? Where there is no rule, that is the role `admin`. */
function isNamed(role: string, grants: readonly Grant[]): boolean {
  return grants.some(({ rule }) =>
    rule ? JSON.stringify(rule).includes(`${JSON.stringify(role)}`) : role === 'admin',
  )
}

function wordsOf(entity: EntityIR, { what }: Grant): string {
  return what.replace(` ${entity.name}.`, ' ').replace(` ${entity.name}`, '')
}

function isOperation(key: string): key is 'read' | 'create' | 'update' | 'delete' {
  return ['read', 'create', 'update', 'delete'].includes(key)
}

/** What nobody comes to from outside. */
function closedLines(entity: EntityIR): string[] {
  const names = ['read', 'create', 'update', 'delete'] as const
  const closed = fieldGrants(entity).filter(({ rule }) => rule?.type === 'none')
  return [
    ...names.filter((name) => !isOffered(entity, name)).map((name) => `- ${name} is not offered`),
    ...entity.fields
      .filter(({ origin }) => origin === 'model')
      .flatMap((field) => {
        const [isHidden, isFixed] = ['read', 'write'].map((name) =>
          closed.some(({ key }) => key === `${name} ${field.id}`),
        )
        return [
          ...(isHidden ? [`- ${field.name} is never returned`] : []),
          ...(isFixed ? [`- ${field.name} is set by the server alone`] : []),
        ]
      }),
  ]
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return ['', `${title}:`, ...lines]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
