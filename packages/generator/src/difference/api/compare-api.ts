import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { type Change, neutral } from '../change.ts'
import { pairById, same } from '../pairs.ts'
import { compareEntityRules } from './compare-entity-rules.ts'
import { compareFields } from './compare-fields.ts'
import { compareFunctions } from './compare-functions.ts'
import { compareRelations } from './compare-relations.ts'
import { compareRoutes } from './compare-routes.ts'

/** What a change of the model means for the clients of its API, routes first. */
export function compareApi(before: ModelIR, after: ModelIR): Change[] {
  const { both } = pairById(before.entities, after.entities)
  return distinct([
    ...compareRoutes(before, after),
    ...compareFunctions(before, after),
    ...both.flatMap((pair) => [
      ...compareEntityRules(pair.before, pair.after),
      ...compareFields(
        { model: before, entity: pair.before },
        { model: after, entity: pair.after },
      ),
      ...compareRelations(pair.before, pair.after),
      ...compareWords(pair.before, pair.after),
    ]),
    ...compareSettings(before, after),
  ])
}

/** What is left when nothing else could be said of a change of the API's hash. */
export function unnamedChange(before: ModelHashes, after: ModelHashes): Change[] {
  return before.api === after.api
    ? []
    : [neutral('the order of fields, or a setting that no API shows yet, changed')]
}

type Entity = ModelIR['entities'][number]

function compareWords(before: Entity, after: Entity): Change[] {
  const words = ({ doc, title, events, extra }: Entity) => ({ doc, title, events, extra })
  return same(words(before), words(after))
    ? []
    : [neutral(`${after.name} is described in other words`)]
}

function compareSettings(before: ModelIR, after: ModelIR): Change[] {
  return before.name === after.name
    ? []
    : [neutral(`the API is called ${after.name}, was ${before.name}`)]
}

function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.says, change])).values()]
}
