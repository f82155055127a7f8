import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { describe, type JsonObject } from '../source-model.ts'
import type { OptionTable } from './option-shape.ts'

/** What is being checked, and the codes of what can be wrong. */
export interface OptionSite {
  path: string[]
  /** For messages: `int()`. */
  owner: string
  unknown: string
  wrong: string
}

/** Reports options that are unknown or of a wrong type, and gives back the others. */
export function checkOptions(
  options: JsonObject,
  table: OptionTable,
  site: OptionSite & { report: Report },
): JsonObject {
  const right: [string, JsonObject[string]][] = []
  for (const [name, value] of Object.entries(options)) {
    const path = [...site.path, name]
    const shape = Object.hasOwn(table, name) ? table[name] : undefined
    if (shape === undefined) {
      const known = Object.keys(table)
      site.report.error(site.unknown, path, `${site.owner} has no option "${name}"`, {
        nearest: nearestName(name, known),
        hint: `It has: ${known.join(', ')}`,
      })
    } else if (shape.accepts(value)) {
      right.push([name, value])
    } else {
      const message = `"${name}" of ${site.owner} is ${describe(value)}`
      site.report.error(site.wrong, path, message, { hint: `It takes ${shape.says}` })
    }
  }
  return Object.fromEntries(right)
}
