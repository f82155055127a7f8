import type { ResolvedPath } from '../schema/index.ts'
import type { KnownRow, Renderer, RowSource } from './renderer.ts'

/** The record a path starts from. */
export function startOf(renderer: Renderer, { base }: Pick<ResolvedPath, 'base'>): RowSource {
  const row = base === 'user' ? userRow(renderer) : renderer.rows.get(base)
  if (row === undefined) throw new Error(`nothing is known as ${base} here`)
  return row
}

/** The caller's row, of which the id is known; undefined in a model without users. */
export function userRow(renderer: Renderer): KnownRow | undefined {
  const entity = renderer.bases.get('user')
  if (entity === undefined) return undefined
  const type = entity.fields.find((field) => field.name === 'id')?.value ?? 'string'
  const id = renderer.inputs.single({ kind: 'userId' }, type, true)
  return { kind: 'known', entity, id, nullable: false }
}
