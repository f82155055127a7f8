import type { SourceSchema } from '../source/index.ts'
import type { DesignOptions } from './design-options.ts'
import type { ImportDesign } from './import-design.ts'

/** Decides what becomes of a foreign schema. Never throws: what cannot come is in `left`, with its reason. */
export function designImport(schema: SourceSchema, { adopt }: DesignOptions): ImportDesign {
  const { kind, label, dialect, left } = schema
  return {
    kind,
    label,
    dialect,
    adopted: adopt !== null,
    entities: [],
    roles: [],
    renamings: [],
    left: [...left],
    notes: [],
  }
}
