import { differs } from '../../differs.ts'
import type { Operation } from '../../operation.ts'
import type { SideIndex } from '../../storage.ts'

type SideStep = Extract<Operation, { kind: 'dropSideIndex' | 'createSideIndex' }>

/** The steps without those that make an index of words or places anew only because a name changed, which PostgreSQL follows. */
export function withoutRenamedSideIndexes(operations: readonly Operation[]): Operation[] {
  const sides = operations.filter(isSideStep)
  const stays = (step: SideStep): boolean =>
    sides.some(
      (other) =>
        other.kind !== step.kind &&
        other.table.key === step.table.key &&
        (step.kind === 'dropSideIndex'
          ? isSame(operations, step, other)
          : isSame(operations, other, step)),
    )
  return operations.filter((operation) => !isSideStep(operation) || !stays(operation))
}

function isSideStep(operation: Operation): operation is SideStep {
  return operation.kind === 'dropSideIndex' || operation.kind === 'createSideIndex'
}

function isSame(operations: readonly Operation[], old: SideStep, now: SideStep): boolean {
  const columnOf = (name: string, { table }: SideStep): string =>
    table.columns.find((column) => column.name === name)?.key ?? name
  const retyped = operations.some(
    (operation) =>
      operation.kind === 'changeColumn' &&
      operation.table.key === now.table.key &&
      differs(operation.before.type, operation.column.type) &&
      columnsOf(now.index).some((name) => name === operation.column.name),
  )
  const form = (step: SideStep): unknown[] => [
    step.index.kind,
    step.index.name,
    step.index.key.type,
    step.index.kind === 'place'
      ? columnOf(step.index.column, step)
      : step.index.columns.map(({ name, weight }) => [columnOf(name, step), weight]),
  ]
  return !retyped && !differs(form(old), form(now))
}

function columnsOf(index: SideIndex): string[] {
  return index.kind === 'place' ? [index.column] : index.columns.map(({ name }) => name)
}
