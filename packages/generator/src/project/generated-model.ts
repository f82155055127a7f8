import type { ModelIR } from '@cambium/model/ir'
import { memberLines, printJson } from '../print/index.ts'
import { readText } from '../read/index.ts'
import { textAtCommit } from './git.ts'
import { lastMigration } from './migrations.ts'

/** Where the model of the last generation is kept. */
export const generatedModelFile = '.cambium/model.json'

/** The text of the kept model: one line a field, relation or rule, the comma in front, so that additions are additions. */
export function printGeneratedModel(model: ModelIR): string {
  const entities = model.entities.map((entity) =>
    memberLines(
      Object.fromEntries(
        Object.entries(entity).map(([key, value]) => [
          key,
          growing.has(key) && typeof value === 'object' && value !== null
            ? memberLines(value)
            : value,
        ]),
      ),
    ),
  )
  const text = {
    ...model,
    entities: memberLines(entities),
    ...(model.logic && { logic: logicLines(model.logic) }),
  }
  return printJson(memberLines(text), Number.POSITIVE_INFINITY)
}

function logicLines(logic: NonNullable<ModelIR['logic']>): object {
  const kinds = Object.entries(logic).map(([kind, files]) => [kind, memberLines([...files])])
  return memberLines(Object.fromEntries(kinds))
}

const growing: ReadonlySet<string> = new Set([
  'fields',
  'manyToMany',
  'inverses',
  'indexes',
  'access',
  'fieldAccess',
  'checks',
])

/** A model the project was generated from, and where it was found. */
export interface FormerModel {
  model: ModelIR
  /** `the last generation`, or the commit. */
  from: string
}

/**
 * The model of the last generation. Where it was not kept, or a merge is unfinished in it, the one of the newest commit
 * that has it, else the one of the last migration; `null` when there is none.
 */
export function readGeneratedModel(project: string): FormerModel | null {
  const kept = parseModel(readText(project, generatedModelFile))
  if (kept) return { model: kept, from: 'the last generation' }
  const committed = modelAtCommit(project, 'HEAD')
  if (committed) return { model: committed, from: 'the last commit' }
  const last = lastMigration(project)
  return last?.model ? { model: last.model, from: `migrations/${last.id}` } : null
}

/** The model a commit was generated from; `null` when it does not have one. */
export function modelAtCommit(project: string, commit: string): ModelIR | null {
  return parseModel(textAtCommit(project, commit, generatedModelFile))
}

function parseModel(text: string | null): ModelIR | null {
  if (text === null) return null
  try {
    const model: ModelIR = JSON.parse(text)
    return model.irVersion === 1 ? model : null
  } catch {
    return null
  }
}
