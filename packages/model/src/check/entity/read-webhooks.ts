import type { EntityIR, JsonValue, ModelIR } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { checkOptions, webhooksOptions } from '../options/index.ts'
import { asObject, type JsonObject } from '../source-model.ts'
import type { Settings } from './read-settings.ts'

/** Who manages endpoints of webhooks; nothing where the settings say nothing of them. */
export function readWebhooks(
  options: JsonObject,
  roles: readonly string[],
  report: Report,
): { webhooks?: NonNullable<ModelIR['webhooks']> } {
  const written = asObject(options.webhooks)
  if (written === null) return {}
  const path = ['config', 'webhooks']
  const { manage } = checkOptions(written, webhooksOptions, {
    path,
    owner: '"webhooks"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  if (!Array.isArray(manage) || manage.length === 0) {
    if (!('manage' in written) || Array.isArray(manage)) {
      report.error('CAM114', path, 'Nobody manages the webhooks', {
        hint: "Write: webhooks: { manage: ['admin'] }",
      })
    }
    return {}
  }
  return { webhooks: { manage: manage.filter((role) => isRole(role, roles, report)).map(String) } }
}

function isRole(role: JsonValue, roles: readonly string[], report: Report): boolean {
  if (roles.includes(String(role))) return true
  report.error('CAM171', ['config', 'webhooks', 'manage'], `There is no role "${String(role)}"`, {
    hint: `The roles are: ${roles.join(', ')}`,
    nearest: nearestName(String(role), roles),
  })
  return false
}

/** Refuses entities that would be served where webhooks or devices are. */
export function checkServedBeside(
  { webhooks, push }: Settings,
  entities: readonly EntityIR[],
  report: Report,
): void {
  const taken = [...(webhooks ? ['webhooks'] : []), ...(push ? ['devices'] : [])]
  for (const { name, rest } of entities) {
    if (rest === null || !taken.includes(rest.path)) continue
    report.error(
      'CAM166',
      [name],
      `/api/${rest.path} is where the ${rest.path} of the settings are`,
      {
        hint: `Give the entity another path: api: { rest: 'my-${rest.path}' }`,
      },
    )
  }
}
