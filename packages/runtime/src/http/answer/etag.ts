import { AppError } from '../../errors/index.ts'

/** The entity tag of a record's version. */
export function etagOf(version: number): string {
  return `"${version}"`
}

const listOfTags = /^\s*(?:W\/)?"[^"\s]*"(?:\s*,\s*(?:W\/)?"[^"\s]*")*\s*$/
const tags = /(W\/)?"([^"\s]*)"/g

/** The versions an `If-None-Match` header excludes, weak tags too; undefined for `*`. Throws a 400 as `versionsIn`. */
export function excludedVersions(header: string): readonly number[] | undefined {
  if (header.trim() === '*') return undefined
  refuseOtherThanTags(header, 'If-None-Match')
  return [...header.matchAll(tags)]
    .filter(([, , text]) => /^\d{1,15}$/.test(text ?? ''))
    .map(([, , text]) => Number(text))
}

/** True when an `If-None-Match` header names this version: the caller has it already. */
export function hasVersion(header: string, version: number): boolean {
  if (header.trim() === '*') return true
  if (!listOfTags.test(header)) return false
  return [...header.matchAll(tags)].some((match) => match[2] === String(version))
}

/**
 * The versions an `If-Match` header allows; undefined for `*`. Weak tags match nothing (RFC 9110, 13.1.1). Throws a
 * 400 for what is no list of entity tags.
 */
export function versionsIn(header: string): readonly number[] | undefined {
  if (header.trim() === '*') return undefined
  refuseOtherThanTags(header, 'If-Match')
  return [...header.matchAll(tags)]
    .filter(([, weak, text]) => weak === undefined && /^\d{1,15}$/.test(text ?? ''))
    .map(([, , text]) => Number(text))
}

function refuseOtherThanTags(header: string, name: string): void {
  if (listOfTags.test(header)) return
  throw new AppError('bad_request', {
    message: `${name} must be an entity tag such as "3", as ETag gave it`,
  })
}
