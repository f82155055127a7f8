import type { FunctionIR } from '../../ir/index.ts'
import { type LogicDraft, type LogicSite, reportAt } from './logic-site.ts'

/** First words of addresses that are served already. */
const served = new Set([
  'auth',
  'batch',
  'devices',
  'files',
  'jobs',
  'openapi',
  'uploads',
  'webhooks',
])

/** Reports functions whose address is that of an entity, of Cambium or of another function. */
export function checkAddresses(
  functions: readonly { ir: FunctionIR; draft: LogicDraft }[],
  site: LogicSite,
): void {
  const seen = new Map<string, FunctionIR>()
  for (const { ir, draft } of functions) {
    if (ir.path === null) continue
    const first = ir.path.split('/')[1] ?? ''
    const entity = site.entities.find(({ rest }) => rest?.path === first)
    const whole = `${ir.method} ${ir.path}`
    const other = seen.get(whole)
    const owner = entity?.name ?? (served.has(first) ? 'Cambium' : undefined)
    if (owner !== undefined || other !== undefined) {
      const message =
        other === undefined
          ? `/api/${first} belongs to ${owner} already`
          : `${whole} is the address of ${other.name} too`
      const hint = 'Give it another path'
      reportAt(site, draft, { code: 'CAM511', at: ['path'], message, hint })
    }
    seen.set(whole, ir)
  }
}
