import type { EntityIR } from '../ir/index.ts'
import { type AccessSite, checkExpressionRoles } from './access/index.ts'
import type { CompileExpression } from './compile-expression.ts'
import type { Report } from './finding.ts'

/** Errors after which the names in an arrow cannot be judged: its findings would be consequences. */
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
  const judgeable = !report.findings.some(
    ({ code, severity }) => severity === 'error' && structural.has(code),
  )
  return {
    entity,
    roles,
    report,
    compile(text, purpose, path) {
      if (!judgeable) return null
      const { expression, problems } = compile(text, { entity: entity.name, purpose }, entities)
      for (const { code, message, hint, offset } of problems) {
        report.error(code, path, message, { hint, offset })
      }
      if (expression === null || problems.length > 0) return null
      return checkExpressionRoles(expression, path, { roles, report }) ? expression : null
    },
  }
}
