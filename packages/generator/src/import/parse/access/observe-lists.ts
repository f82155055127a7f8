import { isObject, type JsonObject } from '../parse-value.ts'
import { accessListOf, letsDoAll, type Right, userIn } from './access-list.ts'

/** What was seen of the access lists of a class. */
export interface ListFacts {
  /** Records that have a list. */
  listed: number
  /** Records that have none: Parse lets everybody do everything with them, as far as the class does. */
  unlisted: number
  /** Of the listed records, those everybody may read, and write. */
  everybody: { readonly [R in Right]: number }
  /** Fields whose user may read and write the record, in every record that has one. */
  owners: string[]
  /** Lists name users and roles, beside the owners. */
  names: { readonly [R in Right]: boolean }
  roles: Set<string>
}

/** Looks at the access lists of records, one after the other. */
export interface ListObserver {
  observe(record: JsonObject): void
  facts(): ListFacts
}

/** Counts what the lists of the records of a class say. */
export function createListObserver(className: string): ListObserver {
  let listed = 0
  let unlisted = 0
  const everybody = { read: 0, write: 0 }
  const owners = new Map<string, boolean>()
  const named: { [R in Right]: Map<string, number> } = { read: new Map(), write: new Map() }
  const roles = new Set<string>()

  function countEntries(record: JsonObject): void {
    const list = accessListOf(record.ACL)
    if (list === null) return
    for (const right of list.everybody) everybody[right]++
    const users = userFields(className, record)
    for (const field of users) {
      const user = userIn(record, field) ?? ''
      owners.set(field, (owners.get(field) ?? true) && letsDoAll(list, user))
    }
    for (const { subject, right } of list.entries) {
      if (subject.startsWith('role:')) roles.add(subject.slice('role:'.length))
      const by = users.find((field) => subject === `user:${userIn(record, field)}`) ?? ''
      named[right].set(by, (named[right].get(by) ?? 0) + 1)
    }
  }

  return {
    observe(record) {
      if (isObject(record.ACL)) listed++
      else unlisted++
      countEntries(record)
    },
    facts() {
      const sure = [...owners].filter(([, holds]) => holds).map(([field]) => field)
      const beside = (right: Right): boolean =>
        [...named[right].keys()].some((field) => !sure.includes(field))
      return {
        listed,
        unlisted,
        everybody,
        owners: sure.filter((field) => named.write.has(field)),
        names: { read: beside('read'), write: beside('write') },
        roles,
      }
    },
  }
}

function userFields(className: string, record: JsonObject): string[] {
  const pointing = Object.keys(record).filter((field) => userIn(record, field) !== null)
  return pointing.filter((field) => field !== 'objectId' || className === '_User')
}
