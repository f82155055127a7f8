import { capitalise, reservedEntityNames } from '../../names/index.ts'
import type { Report } from '../finding.ts'

/** Reports a name that JavaScript, SQL or GraphQL cannot carry; true when it can be used. */
export function checkEntityName(
  name: string,
  { file, report }: { file: string; report: Report },
): boolean {
  if (!/^[A-Z][A-Za-z0-9_]*$/.test(name) || name.endsWith('_')) {
    const better = capitalise(
      name.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase()),
    )
    report.error('CAM101', [name], `"${name}" cannot be the name of an entity`, {
      file,
      hint: 'Letters and digits, a capital first',
      nearest: /^[A-Z]/.test(better) && better !== name ? better : null,
    })
    return false
  }
  if (reservedEntityNames.has(name)) {
    report.error('CAM103', [name], `"${name}" is a value of JavaScript`, {
      file,
      hint: `Say what it is in your business, such as Customer${name}`,
    })
    return false
  }
  return true
}
