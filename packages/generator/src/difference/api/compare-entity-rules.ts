import type { EntityIR, IndexIR } from '@cambium/model/ir'
import { searchedFields } from '../../searching/index.ts'
import { additive, breaking, type Change, neutral } from '../change.ts'
import { same } from '../pairs.ts'

/** What changed about an entity as a whole that clients meet: its checks, what must be unique, how it is listed. */
export function compareEntityRules(before: EntityIR, after: EntityIR): Change[] {
  return [
    ...compareName(before, after),
    ...compareChecks(before, after),
    ...compareUniques(before, after),
    ...compareLists(before, after),
    ...compareSearch(before, after),
    ...compareWriting(before, after),
  ]
}

function compareName(before: EntityIR, after: EntityIR): Change[] {
  if (before.name === after.name) return []
  return [
    breaking(
      `${before.name} is called ${after.name}`,
      'clients made from the names of the OpenAPI document',
    ),
  ]
}

function compareChecks(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const old = new Map(before.checks.map((check) => [check.message, check.expression.expr]))
  const now = new Set(after.checks.map((check) => check.message))
  const writers = `clients that write ${name}`
  return [
    ...after.checks.flatMap(({ message, expression }) => {
      const previous = old.get(message)
      if (!previous) return [breaking(`${name} is checked: ${message}`, writers)]
      return same(previous, expression.expr)
        ? []
        : [breaking(`${name} is checked in another way: ${message}`, writers)]
    }),
    ...before.checks
      .filter(({ message }) => !now.has(message))
      .map(({ message }) => additive(`${name} is no longer checked: ${message}`)),
  ]
}

/** Several fields together; one alone says it itself. */
function compareUniques(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const uniques = ({ indexes }: EntityIR) => indexes.filter(({ kind }) => kind === 'unique')
  const words = ({ fields }: IndexIR) => fields.map(({ field }) => field).join(' and ')
  const [old, now] = [uniques(before), uniques(after)]
  const isIn = (indexes: IndexIR[], index: IndexIR) =>
    indexes.some((one) => one.name === index.name)
  return [
    ...now
      .filter((index) => !isIn(old, index))
      .map((index) =>
        breaking(
          `${name}.${words(index)} ${index.fields.length > 1 ? 'are unique together' : 'is unique'}`,
          'clients that send values that are taken',
        ),
      ),
    ...old
      .filter((index) => !isIn(now, index))
      .map((index) => additive(`${name}.${words(index)} need not be unique`)),
  ]
}

function compareLists(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const [old, now] = [before.list, after.list]
  const sortWords = ({ list }: EntityIR) =>
    list.sort.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(',')
  const changes: Change[] = []
  if (sortWords(before) !== sortWords(after)) {
    const says = `${name} is listed by ${sortWords(after)}, was by ${sortWords(before)}`
    changes.push(breaking(says, 'clients that list it without sort'))
  }
  if (old.pageSize !== now.pageSize) {
    changes.push(neutral(`${name} is listed ${now.pageSize} a page, was ${old.pageSize}`))
  }
  if (old.count !== now.count) {
    changes.push(neutral(`${name} is counted ${now.count}, was ${old.count}`))
  }
  return changes
}

function compareSearch(before: EntityIR, after: EntityIR): Change[] {
  const names = (entity: EntityIR) => searchedFields(entity).map(({ name }) => name)
  const [old, now] = [names(before), names(after)]
  // that there is a search at all is said with its parameter
  if (same(old, now) || old.length === 0 || now.length === 0) return []
  return [neutral(`${after.name} is searched by ${now.join(', ')}, was by ${old.join(', ')}`)]
}

function compareWriting(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const changes: Change[] = []
  if (before.softDelete !== after.softDelete) {
    changes.push(
      after.softDelete
        ? neutral(`a deleted ${name} is kept and no longer seen`)
        : breaking(
            `a deleted ${name} is gone for good from now on, and those deleted before are seen again`,
            'callers of lists, and whoever deleted one of them',
          ),
    )
  }
  if (!same(before.history, after.history)) {
    changes.push(neutral(`the history of ${name} is ${after.history ? 'kept' : 'not kept'}`))
  }
  return changes
}
