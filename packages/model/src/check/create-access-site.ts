import type { EntityIR } from '../ir/index.ts'
import type { AccessSite } from './access/index.ts'
import type { CompileExpression } from './compile-expression.ts'
import type { Report } from './finding.ts'

/** Errors that leave an entity, a field or a relation out, so that an arrow may rightly speak of what is not there. */
const structural = new Set([
  'CAM101',
  'CAM102',
  'CAM103',
  'CAM104',
  'CAM105',
  'CAM110',
  'CAM115',
  'CAM140',
  'CAM141',
  'CAM142',
])

/** What an arrow is told when it speaks of a field, a relation or a user that is not there. */
const consequences = new Set(['CAM208', 'CAM221'])

/** What the arrows of an entity are compiled with. */
export function createAccessSite({
  entity,
  entities,
  roles,
  compile,
  report,
}: {
  entity: EntityIR
  entities: EntityIR[]
  roles: string[]
  compile: CompileExpression
  report: Report
}): AccessSite {
  const isPartial = report.findings.some(
    ({ code, severity }) => severity === 'error' && structural.has(code),
  )
  return {
    entity,
    roles,
    report,
    compile(text, { path, ...site }) {
      const { expression, problems } = compile(
        text,
        { entity: entity.name, roles, ...site },
        entities,
      )
      for (const { code, message, ...details } of problems) {
        if (isPartial && consequences.has(code)) continue
        report.error(code, path, message, details)
      }
      return problems.length > 0 ? null : expression
    },
  }
}
