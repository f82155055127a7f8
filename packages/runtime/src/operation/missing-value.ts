/** For a field that only server code may set and that must have a value: throws, because no hook has set it. */
export function missingValue(field: string): never {
  throw new Error(`${field} has no value: callers may not send it, so a before hook has to set it`)
}
