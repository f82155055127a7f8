/** The present instant as records hold it: ISO 8601 in UTC with milliseconds. */
export function now(): string {
  return new Date().toISOString()
}

/** Any valid instant in the one form in which instants are stored and compared; undefined for anything else. */
export function toInstant(value: string | number | Date): string | undefined {
  const time = new Date(value)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
