import { isObject, type JsonObject } from '../parse-value.ts'

/** Fields that the permissions of a class hide from everybody, or from those who are signed in. */
export function protectedFields(permissions: JsonObject | null): ReadonlySet<string> {
  const said = permissions?.protectedFields
  if (!isObject(said)) return new Set()
  const lists = Object.entries(said).map(([who, names]) => (isHiding(who) ? names : []))
  return new Set(lists.flatMap((names) => (Array.isArray(names) ? names.map(String) : [])))
}

/** Those of roles and of single users show more than these do, never less. */
function isHiding(who: string): boolean {
  return who === '*' || who === 'authenticated'
}
