import type { AccessName, EntityIR, FieldIR, ModelIR, RuleIR } from '@cambium/model/ir'
import { broughtRoles } from '../../access/index.ts'
import { nearestName } from '../../read/index.ts'
import { CommandError, type CommandInput } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { AskingCaller } from './rule-question.ts'

/** What a person wants to know. */
export interface WhyRequest {
  entity: EntityIR
  operation: AccessName | 'write'
  /** The field whose own rule is asked for. */
  field: FieldIR | null
  rule: RuleIR | null
  caller: AskingCaller
  id: string | null
  /** What an update would send. */
  set: { [field: string]: unknown }
}

const operations = ['read', 'create', 'update', 'delete', 'write']

/** Reads the arguments against the model; throws CommandError that names the nearest thing there is. */
export function readRequest(model: ModelIR, { names, flags }: CommandInput): WhyRequest {
  const [entityName = '', operation = '', fieldName] = names
  const entity = known('entity', entityName, { all: model.entities, nameOf: ({ name }) => name })
  known('operation', operation, { all: operations, nameOf: (name) => name })
  const field =
    fieldName === undefined
      ? null
      : known(`field of ${entity.name}`, fieldName, {
          all: entity.fields,
          nameOf: ({ name }) => name,
        })
  return {
    entity,
    operation: operation as WhyRequest['operation'],
    field,
    rule: ruleFor(entity, operation as WhyRequest['operation'], field),
    caller: { ...readCaller(model, flags), ...readTenant(model, entity, flags) },
    id: typeof flags.id === 'string' ? flags.id : null,
    set: readSet(entity, flags.set),
  }
}

function ruleFor(
  entity: EntityIR,
  operation: WhyRequest['operation'],
  field: FieldIR | null,
): RuleIR | null {
  if (!field) {
    if (operation !== 'write') return entity.access[operation]
    throw new CommandError(exitCode.usage, 'Name the field too: cambium why Order write status')
  }
  if (operation !== 'read' && operation !== 'write') {
    throw new CommandError(
      exitCode.usage,
      'A field is read or written: its rules are read and write',
    )
  }
  const rules = entity.fieldAccess.find((one) => one.field === field.name)
  const rule = rules?.[operation] ?? null
  if (rule) return rule
  const whole = operation === 'read' ? 'read' : 'update'
  throw new CommandError(
    exitCode.usage,
    `${entity.name}.${field.name} has no ${operation} rule of its own: ask for the record, cambium why ${entity.name} ${whole}`,
  )
}

/** Who asks, as the flags say it. */
export function readCaller(model: ModelIR, flags: CommandInput['flags']): AskingCaller {
  const as = typeof flags.as === 'string' ? flags.as : 'guest'
  const roles = list(flags.role)
  for (const role of roles) known('role', role, { all: model.roles, nameOf: (name) => name })
  const brought = broughtRoles(model)
  const all = [...new Set(roles.flatMap((role) => brought[role] ?? [role]))]
  if (as === 'guest') {
    if (roles.length === 0) return { id: null, roles }
    throw new CommandError(
      exitCode.usage,
      'A guest has no roles: say who has them with --as user:ID',
    )
  }
  const id = as.startsWith('user:') ? as.slice('user:'.length) : ''
  if (id !== '') return { id, roles: all }
  throw new CommandError(exitCode.usage, `--as takes user:ID or guest, not ${as}`)
}

/** A record that belongs to a tenant is nobody's who acts for none. */
function readTenant(
  { tenancy, entities }: ModelIR,
  entity: EntityIR,
  { tenant }: CommandInput['flags'],
): { tenant?: string } {
  if (typeof tenant === 'string') return { tenant }
  const owner = entities.find(({ name }) => name === tenancy?.entity)
  if (owner === undefined || (!entity.tenant && entity !== owner)) return {}
  throw new CommandError(
    exitCode.usage,
    `A caller sees the records of one ${owner.names.words}: say which with --tenant ID`,
  )
}

function readSet(entity: EntityIR, given: CommandInput['flags'][string]): WhyRequest['set'] {
  return Object.fromEntries(
    list(given).map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new CommandError(exitCode.usage, `--set takes FIELD=VALUE, not ${text}`)
      const field = known(`field of ${entity.name}`, text.slice(0, at), {
        all: entity.fields,
        nameOf: ({ name }) => name,
      })
      return [field.name, valueOfText(field, text.slice(at + 1))]
    }),
  )
}

const asJson = new Set(['integer', 'number', 'boolean', 'json'])

function valueOfText({ value, name }: FieldIR, text: string): unknown {
  if (text === 'null') return null
  if (!asJson.has(value)) return text
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw noValue(text, name, cause)
  }
}

function noValue(text: string, name: string, cause: unknown): CommandError {
  return new CommandError(exitCode.usage, `${text} is no value of ${name}`, { cause })
}

function known<Item>(
  what: string,
  name: string,
  { all, nameOf }: { all: readonly Item[]; nameOf: (item: Item) => string },
): Item {
  const found = all.find((item) => nameOf(item) === name)
  if (found !== undefined) return found
  const nearest = nearestName(name, all.map(nameOf))
  const suggestion = nearest === null ? '' : ` Did you mean ${nearest}?`
  throw new CommandError(exitCode.usage, `There is no ${what} ${name}.${suggestion}`)
}

function list(flag: CommandInput['flags'][string]): string[] {
  return Array.isArray(flag) ? flag.map(String) : []
}
