import type { ModelIR } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import {
  apisOptions,
  checkOptions,
  configOptions,
  driftOptions,
  tenancyOptions,
} from '../options/index.ts'
import { asObject, describe, isMade, type JsonObject, type SourceModel } from '../source-model.ts'
import { readRoles } from './read-roles.ts'
import { readWebhooks } from './read-webhooks.ts'

/** What `cambium.config.ts` says, its gaps filled. */
export interface Settings {
  name: string
  /** `admin` always among them. */
  roles: string[]
  roleSettings?: NonNullable<ModelIR['roleSettings']>
  tenancy: ModelIR['tenancy']
  rest: boolean
  webhooks?: NonNullable<ModelIR['webhooks']>
  push?: true
  extra: JsonObject
}

/** Reads the settings; a project without a config file gets those of an empty one. */
export function readSettings(config: SourceModel['config'], report: Report): Settings {
  const written = isMade(config, 'config') ? asObject(config.options) : null
  if (config !== null && written === null) {
    report.error('CAM112', ['config'], `The settings are ${describe(config)}`, {
      hint: "cambium.config.ts ends in: export default defineConfig({ name: 'shop' })",
    })
  }
  const options = checkOptions(
    written ?? {},
    configOptions,
    site(['config'], 'defineConfig()', report),
  )
  const apis = checkOptions(
    asObject(options.apis) ?? {},
    apisOptions,
    site(['config', 'apis'], '"apis"', report),
  )
  const drift = checkOptions(
    asObject(options.drift) ?? {},
    driftOptions,
    site(['config', 'drift'], '"drift"', report),
  )
  const { rest, ...otherApis } = apis
  const roles = readRoles(options.roles, report)
  return {
    name: readName(options, { given: written !== null, report }),
    ...roles,
    tenancy: readTenancy(options, report),
    rest: rest !== false,
    ...readWebhooks(options, roles.roles, report),
    ...(options.push === true && { push: true as const }),
    extra: {
      ...(Object.keys(otherApis).length > 0 && { apis: otherApis }),
      ...(options.databases !== undefined && { databases: options.databases }),
      ...(drift.ignore !== undefined && { drift }),
      ...(options.deploy !== undefined && { deploy: options.deploy }),
    },
  }
}

function site(path: string[], owner: string, report: Report): Parameters<typeof checkOptions>[2] {
  return { path, owner, unknown: 'CAM113', wrong: 'CAM114', report }
}

function readName(
  options: JsonObject,
  { given, report }: { given: boolean; report: Report },
): string {
  const name = typeof options.name === 'string' ? options.name : 'app'
  if (given && options.name === undefined) {
    report.error('CAM114', ['config'], 'The settings have no name', { hint: "Add: name: 'shop'" })
  } else if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
    report.error('CAM114', ['config', 'name'], `"${name}" cannot be the name of a project`, {
      hint: 'Letters, digits, - and _, a letter first',
    })
  }
  return name
}

function readTenancy(options: JsonObject, report: Report): ModelIR['tenancy'] {
  const written = asObject(options.tenancy)
  if (written === null) return null
  const { entity, isolation } = checkOptions(
    written,
    tenancyOptions,
    site(['config', 'tenancy'], '"tenancy"', report),
  )
  if (typeof entity !== 'string') {
    if (!('entity' in written)) {
      report.error('CAM114', ['config', 'tenancy'], 'The tenancy names no entity', {
        hint: "Add: entity: 'Organisation'",
      })
    }
    return null
  }
  return {
    entity,
    isolation: isolation === 'schema' || isolation === 'database' ? isolation : 'row',
  }
}
