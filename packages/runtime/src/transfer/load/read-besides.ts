import type { LoadRow } from '../protocol.ts'

/** What a row brings that is kept beside its record. */
export interface Besides {
  /** Entries of its access list, subjects as they are kept: `user:<id>`, `role:<name>`, `everyone`. */
  readonly acl: readonly { readonly subject: string; readonly right: string }[]
  /** Of a user: roles. */
  readonly roles: readonly string[]
  /** Of a user: who they are at providers. */
  readonly identities: readonly { readonly provider: string; readonly id: string }[]
}

/** The names under which a row brings it. */
export const besideNames: ReadonlySet<string> = new Set(['$acl', '$roles', '$identities'])

const subject = /^(?:everyone|(?:user|role):.+)$/s
const word = /^.{1,100}$/s

/** What is wrong with what a row brings beside its record; null where nothing is. */
export function besideProblem({ $acl, $roles, $identities }: LoadRow): string | null {
  const acl = listIn($acl)
  const hasAcl = acl.every(
    (entry) => subject.test(textIn(entry, 'subject')) && word.test(textIn(entry, 'right')),
  )
  if (!hasAcl)
    return '$acl must be a list of { subject: "user:<id>", "role:<name>" or "everyone", right }'
  if (!listIn($roles).every((role) => typeof role === 'string' && word.test(role))) {
    return '$roles must be a list of names'
  }
  const known = listIn($identities).every(
    (one) => word.test(textIn(one, 'provider')) && textIn(one, 'id') !== '',
  )
  return known ? null : '$identities must be a list of { provider, id }'
}

/** Reads what was found to be right. */
export function readBesides({ $acl, $roles, $identities }: LoadRow): Besides {
  return {
    acl: listIn($acl).map((entry) => ({
      subject: textIn(entry, 'subject'),
      right: textIn(entry, 'right'),
    })),
    roles: listIn($roles).map(String),
    identities: listIn($identities).map((one) => ({
      provider: textIn(one, 'provider'),
      id: textIn(one, 'id'),
    })),
  }
}

function listIn(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function textIn(value: unknown, name: string): string {
  const text = (value as { [name: string]: unknown } | null)?.[name]
  return typeof text === 'string' ? text : ''
}
