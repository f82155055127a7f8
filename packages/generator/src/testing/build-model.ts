import {
  type ConfigOptions,
  defineConfig,
  type EntityDefinition,
  type ModelIR,
  serialiseDefinition,
} from '@cambium/model'
import { type Lock, resolveModel, type SourceLogic } from '@cambium/model/check'
import { compileExpression } from '../rules/index.ts'

/** A model from its definitions, as reading the files would give it; throws what the checker says. */
export function buildModel(
  entities: readonly EntityDefinition[],
  options: { config?: Partial<ConfigOptions>; lock?: Lock; logic?: SourceLogic[] } = {},
): { model: ModelIR; lock: Lock } {
  const config = defineConfig({ name: 'sample', roles: ['staff', 'admin'], ...options.config })
  const source = {
    config: serialiseDefinition(config),
    entities: entities.map((definition) => ({
      file: fileOf(definition.name),
      definition: serialiseDefinition(definition),
    })),
    logic: options.logic ?? [],
  }
  const lock = options.lock ?? { version: 1, entities: {} }
  const resolved = resolveModel(source, lock, compileExpression)
  const errors = resolved.findings.filter(({ severity }) => severity === 'error')
  if (!resolved.model || errors.length > 0) {
    throw new Error(
      errors.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`).join('\n'),
    )
  }
  return { model: resolved.model, lock: resolved.lock }
}

function fileOf(name: string): string {
  const stem = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()
  return `src/${stem}/${stem}.model.ts`
}
