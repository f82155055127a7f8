import {
  grantsOf,
  historyOf,
  isOpen,
  masked,
  type Situation,
  visible,
  visibleRelated,
} from '../oracle/index.ts'

/**
 * All that the caller may see, as one text: every visible row with what is readable of it and the ids it leads to. Of
 * two databases with the same view nobody may be told which one it is.
 */
export function viewOf(situation: Situation): string {
  const { graph } = situation
  const seen = graph.shape.entities.map(({ name, fields, history }) => {
    const rows = [...visible(situation, name)].sort((a, b) =>
      String(a.id) < String(b.id) ? -1 : 1,
    )
    const open = fields.map((field) => isOpen(situation, name, field.name))
    return [
      open,
      rows.map((row) => [
        masked(situation, name, row),
        relatedIds(situation, name, row),
        grantsOf(situation, { entity: name, row }),
        history ? historyOf(situation, { entity: name, row }) : [],
      ]),
    ]
  })
  return JSON.stringify(seen)
}

function relatedIds(
  situation: Situation,
  entity: string,
  row: Parameters<typeof masked>[2],
): unknown {
  return situation.graph.relations(entity).map((relation) =>
    visibleRelated(situation, relation, { entity, row })
      .map(({ id }) => String(id))
      .sort(),
  )
}
