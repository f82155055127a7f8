import type { ModelHashes, ModelIR } from '@cambium/model'
import { type MigrationFile, migrationId, planText, scriptOf, textMark } from '../plan/index.ts'
import type { Adoption } from './adoption.ts'

export interface BaselineOptions {
  adoption: Pick<Adoption, 'dialect' | 'catalogue' | 'statements'>
  /** The model whose entities stand in the adopted tables. */
  model: ModelIR
  hashes: ModelHashes
  /** The migrations it stands for, in a project that adopted before. */
  replaces: readonly string[]
  at: Date
}

/**
 * `migrations/<utc>_adopt/`: the script makes the tables as they were found, for tests and for other machines; the database
 * that was adopted only records it. `adopted.json` is what was found, for comparing.
 */
export function baselineFiles(options: BaselineOptions): MigrationFile[] {
  const { adoption, model, hashes, replaces, at } = options
  const { dialect, catalogue, statements } = adoption
  const id = migrationId(at, 'adopt')
  const folder = `migrations/${id}`
  const script = scriptOf(statements.map(withoutMarks))
  const adopted = model.entities.filter((entity) => entity.adopted)
  const description = {
    version: 1,
    id,
    parents: [],
    from: null,
    to: hashes.storage,
    ...(replaces.length > 0 && { replaces: [...replaces] }),
    adopted: dialect,
    class: 'additive',
    footprint: adopted.map((entity) => `e${entity.id}`),
    printed: { [dialect]: textMark(script) },
    steps: adopted.map(({ table }) => ({
      does: `adopt ${table}`,
      class: 'additive',
      badge: 'safe',
    })),
  }
  return [
    { path: `${folder}/plan.json`, text: planText(description) },
    { path: `${folder}/${dialect}.sql`, text: script },
    { path: `${folder}/ir.json`, text: `${JSON.stringify(model)}\n` },
    { path: `${folder}/adopted.json`, text: `${JSON.stringify(catalogue, null, 1)}\n` },
  ]
}

/** A line of a function that reads as the end of a statement is moved in, which means the same to SQL. */
function withoutMarks(statement: string): string {
  return statement.replaceAll(/^(-- (?:next|commit|outside|batches of|title:))/gm, ' $1')
}
