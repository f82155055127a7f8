import type { EntityIR, ManyToManyIR } from '@cambium/model/ir'
import { linkInputs } from '../../emit/index.ts'
import { additive, breaking, type Change } from '../change.ts'
import { pairById } from '../pairs.ts'

/** What changed about the relations to many: what may be included, and the ids that may be sent. */
export function compareRelations(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const pairs = pairById(before.manyToMany, after.manyToMany)
  return [
    ...pairs.both.flatMap(({ before: old, after: now }) => [
      ...renamed(name, old, now),
      ...compareInput(after, { before: inputOf(before, old), after: inputOf(after, now) }),
    ]),
    ...pairs.added.map((one) => added(after, one)),
    ...pairs.removed.map((one) =>
      breaking(`${name}.${one.name} is gone`, 'clients that include it or send its ids'),
    ),
    ...compareInverses(before, after),
  ]
}

function renamed(entity: string, before: ManyToManyIR, after: ManyToManyIR): Change[] {
  const clients = 'clients that include it or send its ids'
  const changes: Change[] = []
  if (before.name !== after.name)
    changes.push(breaking(`${entity}.${before.name} is called ${after.name}`, clients))
  if (before.target !== after.target) {
    const says = `${entity}.${after.name} holds ${after.target}, no longer ${before.target}`
    changes.push(breaking(says, clients))
  }
  return changes
}

/** The input of a relation, where its ids may be sent. */
function inputOf(entity: EntityIR, relation: ManyToManyIR): ManyToManyIR | null {
  return linkInputs(entity).includes(relation) ? relation : null
}

function compareInput(
  { name }: EntityIR,
  { before, after }: { before: ManyToManyIR | null; after: ManyToManyIR | null },
): Change[] {
  if (before && !after)
    return [breaking(`${name}.${before.input} is refused`, 'clients that send it')]
  if (!before && after) return [additive(`${name}.${after.input} may be sent`)]
  if (!before || !after || before.required === after.required) return []
  return after.required
    ? [breaking(`${name}.${after.input} is required on create`, `clients that create ${name}`)]
    : [additive(`${name}.${after.input} may be left out or empty`)]
}

function added(entity: EntityIR, relation: ManyToManyIR): Change {
  const says = `${entity.name}.${relation.name} is new: may be included`
  const input = inputOf(entity, relation)
  if (!input) return additive(says)
  return input.required && entity.operations.includes('create')
    ? breaking(`${says}, ${input.input} required on create`, `clients that create ${entity.name}`)
    : additive(`${says}, its ids sent as ${input.input}`)
}

/** The other ends of relations; they have no identity of their own. */
function compareInverses(before: EntityIR, after: EntityIR): Change[] {
  const { name } = after
  const old = new Map(before.inverses.map((inverse) => [inverse.name, inverse]))
  const now = new Set(after.inverses.map((inverse) => inverse.name))
  return [
    ...after.inverses.flatMap((inverse) => {
      const previous = old.get(inverse.name)
      if (!previous) return [additive(`${name}.${inverse.name} may be included`)]
      const isOne = (kind: string) => kind === 'one'
      return isOne(previous.kind) === isOne(inverse.kind)
        ? []
        : [
            breaking(
              `${name}.${inverse.name} is ${isOne(inverse.kind) ? 'one record' : 'a list'} when included`,
              'clients that include it',
            ),
          ]
    }),
    ...before.inverses
      .filter((inverse) => !now.has(inverse.name))
      .map((inverse) =>
        breaking(`${name}.${inverse.name} can no longer be included`, 'clients that include it'),
      ),
  ]
}
