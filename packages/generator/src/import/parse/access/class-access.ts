import type { LeftBehind, SourceAccess, SourceRule } from '../../source/index.ts'
import type { JsonObject } from '../parse-value.ts'
import type { Right } from './access-list.ts'
import type { ListFacts } from './observe-lists.ts'
import { type PermissionSite, permissionRules } from './permission-rules.ts'

/** Who may do what with the records of a class, and what cannot be said. */
export interface ClassAccess {
  /** `null` where the export says nothing of it. */
  access: SourceAccess | null
  /** Columns that are added: whether everybody may read a record, and write it. */
  flags: Right[]
  left: LeftBehind[]
}

export interface AccessSite {
  className: string
  /** `null` without `schemas.json`. */
  permissions: JsonObject | null
  lists: ListFacts
  /** Fields that point to one user. */
  userFields: ReadonlySet<string>
}

/** The column that says that everybody has the right on a record. */
export const flagNames: { readonly [R in Right]: string } = {
  read: 'publicRead',
  write: 'publicWrite',
}

const everybody: SourceRule = { kind: 'public' }
const themselves: SourceRule = { kind: 'owner', column: 'objectId' }
const ownRecord: SourceAccess = {
  read: [themselves],
  create: [],
  update: [themselves],
  delete: [],
}

/** Joins the permissions of a class and the access lists of its records: Parse asks for both. */
export function classAccess(site: AccessSite): ClassAccess {
  const { permissions, lists } = site
  if (permissions === null && lists.listed === 0) {
    return { access: site.className === '_User' ? ownRecord : null, flags: [], left: [] }
  }
  const left: LeftBehind[] = []
  const said: PermissionSite = { ...site, left }
  const flags = (['read', 'write'] as const).filter((right) => isMixed(site, right))
  const ofRows = (right: Right): SourceRule[] => listRules(site, right)
  const access: SourceAccess = {
    read: both(permissionRules(said, 'find'), ofRows('read')),
    // Without the permissions of the class nothing says who may create.
    create: permissions === null ? [] : permissionRules(said, 'create'),
    update: both(permissionRules(said, 'update'), ofRows('write')),
    delete: both(permissionRules(said, 'delete'), ofRows('write')),
  }
  return { access: site.className === '_User' ? withoutPublic(access, left) : access, flags, left }
}

/** Records without a list are everybody's; where the class itself is not known they are taken for nobody's. */
function openRecords({ permissions, lists }: AccessSite, right: Right): number {
  return lists.everybody[right] + (permissions === null ? 0 : lists.unlisted)
}

function isMixed(site: AccessSite, right: Right): boolean {
  const open = openRecords(site, right)
  return site.className !== '_User' && open > 0 && open < site.lists.listed + site.lists.unlisted
}

function listRules(site: AccessSite, right: Right): SourceRule[] {
  const { lists } = site
  const all = lists.listed + lists.unlisted
  if (openRecords(site, right) === all) return [everybody]
  const owners = lists.owners.map((column): SourceRule => ({ kind: 'owner', column }))
  const acl: SourceRule[] = lists.names[right] ? [{ kind: 'acl', right }] : []
  const flag: SourceRule[] = isMixed(site, right)
    ? [{ kind: 'flag', column: flagNames[right] }]
    : []
  return [...owners, ...acl, ...flag]
}

/** Whoever passes one rule of each side. */
function both(one: readonly SourceRule[], other: readonly SourceRule[]): SourceRule[] {
  const pairs = one.flatMap((first) => other.map((second) => pair(first, second)))
  if (pairs.some(({ kind }) => kind === 'public')) return [everybody]
  return [...new Map(pairs.map((rule) => [JSON.stringify(rule), rule])).values()]
}

function pair(one: SourceRule, other: SourceRule): SourceRule {
  const signedInAlready = new Set<SourceRule['kind']>(['acl', 'owner', 'role', 'signedIn'])
  if (one.kind === 'public') return other
  if (other.kind === 'public') return one
  if (one.kind === 'signedIn' && signedInAlready.has(other.kind)) return other
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  return { kind: 'all', of: [one, other] }
}

/** Parse shows nobody the address of another user, so what everybody may read of users cannot be said as it is. */
function withoutPublic(access: SourceAccess, left: LeftBehind[]): SourceAccess {
  const narrow = (rules: readonly SourceRule[]): SourceRule[] => {
    const kept = rules.filter(({ kind }) => kind === 'owner' || kind === 'acl' || kind === 'role')
    return kept.some((rule) => rule.kind === 'owner') ? kept : [themselves, ...kept]
  }
  if (access.read.some(({ kind }) => kind === 'public' || kind === 'signedIn')) {
    left.push({
      what: 'class _User, reading by others',
      reason:
        'everybody may read users in Parse, which hides their addresses; a rule here would show them',
      suggestion:
        "widen `read` in the model of User when `fieldAccess: { email: { read: owner('id') } }` stands there",
    })
  }
  // Accounts are made at /api/auth/sign-up/email, which needs no rule.
  return {
    read: narrow(access.read),
    create: [],
    update: narrow(access.update),
    delete: narrow(access.delete),
  }
}

/** The roles that rules name. */
export function rolesIn(access: SourceAccess | null): string[] {
  const inRule = (rule: SourceRule): string[] => {
    if (rule.kind === 'all') return rule.of.flatMap(inRule)
    return rule.kind === 'role' ? [rule.role] : []
  }
  return access === null ? [] : Object.values(access).flat().flatMap(inRule)
}

const administrator: SourceRule = { kind: 'role', role: 'admin' }

/** Who had the master key is `admin` here, and passes rules as the key did. Where nobody passes, `admin` does by itself. */
export function withAdministrators(access: SourceAccess): SourceAccess {
  const open = (rules: SourceRule[]): SourceRule[] =>
    rules.length === 0 || rules.some(({ kind }) => kind === 'public' || kind === 'signedIn')
      ? rules
      : [...rules, administrator]
  return {
    read: open(access.read),
    create: open(access.create),
    update: open(access.update),
    delete: open(access.delete),
  }
}
