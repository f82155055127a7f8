import type { AccessName, CheckIR, EntityIR, FieldIR, JsonValue, RuleIR } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import { requireField } from '../entity/index.ts'
import { accessOptions, checkOptions, fieldAccessOptions } from '../options/index.ts'
import { arrowText, asObject, describe, type JsonObject } from '../source-model.ts'
import type { AccessSite, Guarded } from './access-site.ts'
import { resolveRule } from './resolve-rule.ts'

/** The rules of an entity. */
type Access = Pick<EntityIR, 'access' | 'share'>

/** The rules of the operations; `null` where none is given, which closes the operation. */
export function resolveAccess(draft: EntityDraft, site: AccessSite): Access {
  const path = [draft.name, 'access']
  const rules = checkOptions(asObject(draft.options.access) ?? {}, accessOptions, {
    path,
    owner: '"access"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report: site.report,
  })
  const rule = (name: AccessName | 'share'): RuleIR | null => {
    const value = rules[name]
    return value === undefined
      ? null
      : resolveRule(value, { path: [...path, name], guarded: name }, site)
  }
  const access = {
    read: rule('read'),
    create: rule('create'),
    update: rule('update'),
    delete: rule('delete'),
  }
  const share = rule('share')
  return share === null ? { access } : { access, share }
}

/** The rules of single fields. */
export function resolveFieldAccess(draft: EntityDraft, site: AccessSite): EntityIR['fieldAccess'] {
  return Object.entries(asObject(draft.options.fieldAccess) ?? {}).flatMap(([name, value]) => {
    const path = [draft.name, 'fieldAccess', name]
    const field = requireField(site.entity, name, { code: 'CAM176', path, report: site.report })
    const written = asObject(value)
    if (written === null) {
      const message = `The rules of "${name}" are ${describe(value)}`
      site.report.error('CAM170', path, message, {
        hint: "Write: { read: role('staff'), write: 'none' }",
      })
    }
    if (field === undefined || written === null) return []
    return [fieldRules(field, written, { path, site })]
  })
}

function fieldRules(
  field: FieldIR,
  written: JsonObject,
  { path, site }: { path: string[]; site: AccessSite },
): EntityIR['fieldAccess'][number] {
  const { report } = site
  const rules = checkOptions(written, fieldAccessOptions, {
    path,
    owner: '"fieldAccess"',
    unknown: 'CAM113',
    wrong: 'CAM114',
    report,
  })
  checkUseful(field, rules, { path, site })
  const rule = (name: 'read' | 'write', guarded: Guarded): RuleIR | null => {
    const value = rules[name]
    return value === undefined ? null : resolveRule(value, { path: [...path, name], guarded }, site)
  }
  return { field: field.name, read: rule('read', 'fieldRead'), write: rule('write', 'fieldWrite') }
}

function checkUseful(
  field: FieldIR,
  rules: JsonObject,
  { path, site }: { path: string[]; site: AccessSite },
): void {
  const { key } = site.entity
  const isPart = key.kind === 'composite' && key.fields.includes(field.name)
  if (field.name === 'id' || field.name === 'version' || (isPart && rules.read !== undefined)) {
    site.report.error(
      'CAM176',
      path,
      `"${field.name}" is part of every answer, so it has no rules of its own`,
    )
  } else if (rules.write !== undefined && (field.readOnly || field.hidden)) {
    site.report.warning(
      'CAM178',
      [...path, 'write'],
      `No caller can write "${field.name}", so its write rule decides nothing`,
    )
  } else if (rules.read !== undefined && (field.writeOnly || field.hidden)) {
    site.report.warning(
      'CAM178',
      [...path, 'read'],
      `No caller can read "${field.name}", so its read rule decides nothing`,
    )
  }
}

/** What must be true of every record. */
export function resolveChecks(draft: EntityDraft, site: AccessSite): CheckIR[] {
  return Object.entries(asObject(draft.options.check) ?? {}).flatMap(([message, value]) => {
    const path = [draft.name, 'check', message]
    const text = arrowText(value)
    if (message.trim() === '') {
      site.report.error('CAM179', path, 'A check has no message for the caller', {
        hint: "Write: check: { 'the end comes after the start': (row) => ... }",
      })
    }
    if (text === null) {
      site.report.error(
        'CAM179',
        path,
        `A check cannot be ${describe(value satisfies JsonValue)}`,
        {
          hint: 'It takes an arrow: (row) => row.price >= 0',
        },
      )
      return []
    }
    const expression = site.compile(text, { purpose: 'check', path })
    return expression === null ? [] : [{ message, expression }]
  })
}
