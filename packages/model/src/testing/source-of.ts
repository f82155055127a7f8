import type { SourceModel } from '../check/index.ts'
import { type EntityDefinition, serialiseDefinition } from '../language/index.ts'
import { createEntityNames } from '../names/index.ts'

/** A model as it would be read from files with these default exports. */
export function sourceOf(entities: unknown[], config: unknown = null): SourceModel {
  return {
    config: serialiseDefinition(config),
    entities: entities.map((definition) => ({
      file: fileOf(definition),
      definition: serialiseDefinition(definition),
    })),
  }
}

function fileOf(definition: unknown): string {
  const { name = 'Unnamed' } = (definition ?? {}) as Partial<EntityDefinition>
  const names = createEntityNames(String(name))
  return `src/${names.path}/${names.file}.model.ts`
}
