import { firstMethods, signInMethods } from '../../accounts/index.ts'
import type { AccountsIR, EntityIR, FieldIR, SignInMethod } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import { requireField } from '../entity/index.ts'
import { accountFields } from '../field/index.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { authOptions, checkOptions } from '../options/index.ts'
import { asObject, type JsonObject } from '../source-model.ts'

interface Site {
  entity: EntityIR
  written: JsonObject
  report: Report
}

/** What the entity's `auth` means; undefined where it has none, and null where it cannot be. */
export function resolveAccounts(
  entity: EntityIR,
  draft: EntityDraft,
  report: Report,
): AccountsIR | null | undefined {
  const given = asObject(draft.options.auth)
  if (given === null) return undefined
  const path = [entity.name, 'auth']
  const written = checkOptions(given, authOptions, {
    path,
    owner: '"auth"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  if (entity.name !== 'User') {
    report.error('CAM190', path, `Accounts are records of User, not of ${entity.name}`, {
      hint: 'Rules and owner() speak of User: rename the entity, or make it a part of User',
    })
    return null
  }
  const site: Site = { entity, written, report }
  checkNames(draft, report)
  const email = readIdentifier(site)
  const methods = readMethods(site)
  const blocked = readBlocked(site)
  if (email === null || methods === null || blocked === undefined) return null
  return { email: email.name, methods, signUp: written.signUp !== false, blocked }
}

function checkNames(draft: EntityDraft, report: Report): void {
  const own = new Set<string>(accountFields(draft.options))
  for (const field of draft.fields.filter(({ name }) => own.has(name))) {
    report.error('CAM103', field.path, `An entity with accounts has its own "${field.name}"`, {
      hint: 'Rename the field, or leave it out: Cambium keeps it',
    })
  }
}

function readIdentifier({ entity, written, report }: Site): FieldIR | null {
  const path = [entity.name, 'auth', 'identifiers']
  const [name, ...more] = Array.isArray(written.identifiers) ? written.identifiers : []
  if (name === undefined || more.length > 0) {
    report.error(
      'CAM191',
      name === undefined ? [entity.name, 'auth'] : path,
      'Accounts are known by one email address',
      {
        hint: "Write: identifiers: ['email']",
      },
    )
    return null
  }
  const place = [...path, '0']
  const field = requireField(entity, String(name), { code: 'CAM165', path: place, report })
  if (field === undefined) return null
  const lacks = lacking(field)
  if (lacks === null) return field
  report.error('CAM191', place, `"${field.name}" cannot tell accounts apart: ${lacks}`, {
    hint: `Write: ${field.name}: email({ required: true, unique: true, lower: true, trim: true })`,
  })
  return null
}

function lacking(field: FieldIR): string | null {
  if (field.kind !== 'email') return `it is of kind ${field.kind}, and mail is sent to it`
  if (field.encrypted) return 'it is encrypted, so nobody can be found by it'
  if (!field.unique) return 'two records may have the same'
  if (!field.normalise.includes('lower')) return 'capitals and small letters would make two of one'
  return null
}

function readMethods({ entity, written, report }: Site): SignInMethod[] | null {
  const path = [entity.name, 'auth', 'methods']
  const given = Array.isArray(written.methods) ? written.methods.map(String) : ['password']
  const unknown = given.filter((name) => !(signInMethods as readonly string[]).includes(name))
  for (const name of unknown) {
    report.error(
      'CAM192',
      [...path, String(given.indexOf(name))],
      `There is no way to sign in "${name}"`,
      {
        nearest: nearestName(name, signInMethods),
        hint: `There are: ${signInMethods.join(', ')}`,
      },
    )
  }
  const methods = signInMethods.filter((method) => given.includes(method))
  if (unknown.length > 0) return null
  const lacks = missingMethod(methods)
  if (lacks !== null) report.error('CAM193', path, lacks.message, { hint: lacks.hint })
  return lacks === null ? methods : null
}

function missingMethod(methods: SignInMethod[]): { message: string; hint: string } | null {
  if (!methods.some((method) => firstMethods.includes(method))) {
    const message = 'Nobody could sign in: none of these methods gives somebody a session'
    return { message, hint: `Add one of: ${firstMethods.join(', ')}` }
  }
  if (methods.includes('totp') && !methods.includes('password')) {
    const message = 'A second factor needs a first one: "totp" comes after "password"'
    return { message, hint: "Add: 'password'" }
  }
  if (methods.every((method) => method === 'anonymous' || !firstMethods.includes(method))) {
    const message = 'An anonymous account could never be claimed: there is no other way to sign in'
    return { message, hint: "Add: 'password', or any other" }
  }
  return null
}

function readBlocked({ entity, written, report }: Site): string | null | undefined {
  if (written.blocked === undefined) return null
  const path = [entity.name, 'auth', 'blocked']
  const field = requireField(entity, String(written.blocked), { code: 'CAM165', path, report })
  if (field === undefined) return undefined
  if (field.value === 'boolean' && field.column !== null && !field.nullable) return field.name
  report.error('CAM194', path, `"${field.name}" cannot shut an account: it is no yes or no`, {
    hint: `Write: ${field.name}: bool({ default: false, hidden: true })`,
  })
  return undefined
}
