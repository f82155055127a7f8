import { type Code, code } from '../../print/index.ts'
import type { ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { createFixtures } from './fixtures.ts'

/** What makes the tenant that the callers and records of the tests belong to; nothing in a project without tenants. */
export function tenantFunction(project: ProjectPlan): Code | null {
  const { tenancy } = project.model
  if (tenancy === null) return null
  const { entity } = project.of(tenancy.entity)
  const fixtures = createFixtures(project)
  const made = fixtures.add(entity, { variable: 'tenant', n: 9, owns: [], caller: null })
  if (made === null) return null
  return code`
    /** The ${entity.names.words} that every caller and every record here belongs to. */
    async function prepareTenant(system: ${runtime.hooks.type('System')}) {
      ${fixtures.statements([made])}
      return tenant
    }
  `
}
