import { identifier, sql } from '../database/index.ts'
import { belongsTo, ownedEntities, readBatch, staysWithout } from './belongings.ts'
import { personalFields } from './blank-values.ts'
import { findPerson, type PrivacySite } from './person.ts'

/** What an erasure would do to the records of one entity. */
export interface SurveyedEntity {
  readonly entity: string
  readonly words: string
  readonly count: number
  /** Deleted, or left without what tells of the person. */
  readonly fate: 'delete' | 'empty'
  /** The fields that would be emptied. */
  readonly fields: readonly string[]
}

/** What an erasure would do. */
export interface Survey {
  readonly entity: string
  readonly id: string | number
  readonly exists: boolean
  readonly entities: readonly SurveyedEntity[]
}

/** Looks what there is of a person, before anything is erased. */
export async function surveyPerson(site: PrivacySite, given: string): Promise<Survey> {
  const { person, record } = await findPerson(site, given)
  const entities: SurveyedEntity[] = []
  for (const entity of ownedEntities(site.registry, person.resource)) {
    const { resource } = entity
    const where = belongsTo(entity, person)
    const count = await site.database.count(
      sql`select count(*) from ${identifier(resource.table)} where ${where}`,
    )
    if (count === 0) continue
    const [first] = await readBatch(site.database, { resource, where, after: undefined }, 1)
    const stays = first !== undefined && staysWithout(entity, person, first)
    entities.push({
      entity: resource.name,
      words: resource.words,
      count,
      fate: stays ? 'empty' : 'delete',
      fields: personalFields(resource),
    })
  }
  return { entity: person.resource.name, id: person.id, exists: record !== undefined, entities }
}
