import type { EntityIR, InverseIR, ManyToManyIR, ReferenceIR } from '@cambium/model'
import {
  code,
  fitted,
  objectLines,
  type Part,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import { linkInputs } from '../entity-fields.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'

/** Every way to related records, one a line: the entity's own relations, then those others declare towards it. */
export function relationLines(project: ProjectPlan, plan: EntityPlan): Part[] {
  const { entity } = plan
  const references = entity.fields.flatMap(({ name, reference }) =>
    reference
      ? [
          line(reference.relation, {
            kind: 'one',
            target: reference.target,
            key: name,
            ...fateOf(reference),
          }),
        ]
      : [],
  )
  const inputs = new Set(linkInputs(entity).map(({ input }) => input))
  const links = entity.manyToMany.map((relation) =>
    line(relation.name, {
      ...linkOf(relation),
      ...(inputs.has(relation.input) && { input: relation.input }),
      ...(relation.ordered && { position: 'position' }),
    }),
  )
  return [
    ...references,
    ...links,
    ...entity.inverses.map((inverse) => inverseLine(project, inverse)),
  ]
}

/** What becomes of the record with its target; where the target cannot go, nothing is said. */
function fateOf({ onDelete }: ReferenceIR): Description {
  return onDelete === 'cascade' || onDelete === 'setNull' ? { onDelete } : {}
}

function linkOf(relation: ManyToManyIR): Description {
  return {
    kind: 'manyToMany',
    target: relation.target,
    table: relation.table,
    source: relation.sourceColumn,
    other: relation.targetColumn,
    ...throughOf(relation),
  }
}

function throughOf({ through }: ManyToManyIR): Description {
  return through === null ? {} : { through }
}

function inverseLine(project: ProjectPlan, inverse: InverseIR): Part {
  const source = project.of(inverse.source).entity
  if (inverse.kind === 'manyToMany') {
    const relation = declared(source, inverse.relation)
    return line(inverse.name, {
      kind: 'manyToMany',
      target: source.name,
      table: relation.table,
      source: relation.targetColumn,
      other: relation.sourceColumn,
      ...throughOf(relation),
    })
  }
  const key = source.fields.find(({ reference }) => reference?.relation === inverse.relation)
  const kind = inverse.kind === 'one' ? 'inverseOne' : 'many'
  return line(inverse.name, {
    kind,
    target: source.name,
    key: key?.name ?? `${inverse.relation}Id`,
  })
}

function declared(source: EntityIR, name: string): ManyToManyIR {
  const relation = source.manyToMany.find((candidate) => candidate.name === name)
  if (!relation) throw new Error(`${source.name} has no many-to-many relation "${name}"`)
  return relation
}

interface Description {
  [key: string]: string
}

function line(name: string, description: Description): Part {
  const members = Object.entries(description).map(
    ([key, value]) => `${key}: ${stringLiteral(value)}`,
  )
  const key = propertyKey(name)
  return fitted(`${key}: { ${members.join(', ')} }`, code`${key}: ${objectLines(members)}`)
}
