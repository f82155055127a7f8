import { queryParameters, reservedFieldNames } from '../../names/index.ts'
import type { Report } from '../finding.ts'

/** Reports a name that JavaScript, SQL or GraphQL cannot carry, or that is Cambium's; true when it can be used. */
export function checkFieldName(name: string, path: string[], report: Report): boolean {
  const reason = reservedFieldNames.get(name)
  if (reason !== undefined) {
    report.error('CAM103', path, `"${name}" cannot be the name of a field: ${reason}`, {
      hint: 'Choose another name',
    })
    return false
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.startsWith('__') || /^_*$/.test(name)) {
    const better = name
      .replace(/^[^A-Za-z]+/, '')
      .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase())
    report.error('CAM102', path, `"${name}" cannot be the name of a field`, {
      hint: 'Letters, digits and single underscores, no digit first: JavaScript, SQL and GraphQL must all carry it',
      nearest: better === '' || reservedFieldNames.has(better) ? null : better,
    })
    return false
  }
  if (queryParameters.has(name)) {
    report.warning(
      'CAM137',
      path,
      `REST lists cannot be filtered by "${name}": the query parameter means something else`,
      {
        hint: 'The field works otherwise; another name can be filtered by',
      },
    )
  }
  return true
}
