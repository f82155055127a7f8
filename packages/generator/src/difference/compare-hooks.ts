import type { EntityIR, ModelIR } from '@cambium/model/ir'
import { additive, breaking, type Change } from './change.ts'
import { pairById } from './pairs.ts'

/** The hook points that came and went: before, replace and after each operation that is offered. */
export function compareHooks(before: ModelIR, after: ModelIR): Change[] {
  const { both, added, removed } = pairById(before.entities, after.entities)
  return [
    ...both.flatMap((pair) => compareOperations(pair.before, pair.after)),
    ...added.map((entity) => additive(`${fileOf(entity)} is new: ${entity.operations.join(', ')}`)),
    ...removed.map((entity) =>
      breaking(`the hooks of ${entity.name} are gone`, `your ${fileOf(entity)}`),
    ),
  ]
}

function compareOperations(before: EntityIR, after: EntityIR): Change[] {
  const [old, now] = [before.operations, after.operations]
  const moved = fileOf(before) !== fileOf(after)
  return [
    ...now
      .filter((name) => !old.includes(name))
      .map((name) => additive(`${after.name}.${name} has hooks: before, replace, after`)),
    ...old
      .filter((name) => !now.includes(name))
      .map((name) =>
        breaking(`the hooks of ${after.name}.${name} never run`, `your ${fileOf(after)}`),
      ),
    ...(moved
      ? [breaking(`${fileOf(before)} is called ${fileOf(after)}`, `your ${fileOf(before)}`)]
      : []),
  ]
}

function fileOf({ folder, names }: EntityIR): string {
  return `${folder}/${names.file}.hooks.ts`
}
