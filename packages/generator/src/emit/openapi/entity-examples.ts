import type { FieldIR, JsonValue, ModelIR } from '@cambium/model'
import { isBroughtId } from '@cambium/model/keys'
import {
  createFields,
  isAcceptedOnUpdate,
  isRequiredOnCreate,
  linkInputs,
} from '../entity-fields.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { sampleValue } from '../sample-value.ts'

type Sample = { [field: string]: JsonValue }

/**
 * Whole bodies by the component they are examples of. A create has what it needs and no more, so that a field that is
 * added later changes none of them; one that needs a value that cannot be made up has none.
 */
export function bodyExamples(
  { model, entities }: ProjectPlan,
  manyOf: (create: string) => string,
): { [component: string]: object } {
  const all: { [component: string]: object } = {}
  for (const plan of entities) {
    const create = createSample(model, plan)
    if (create)
      Object.assign(all, { [plan.create]: create, [manyOf(plan.create)]: { data: [create] } })
    const update = updateSample(model, plan)
    if (update) all[plan.update] = update
  }
  return all
}

function createSample(model: ModelIR, { entity }: EntityPlan): Sample | null {
  const accepted = createFields(entity)
  const needed = accepted.filter(isRequiredOnCreate)
  const [first] = accepted
  const fields = needed.length > 0 || !first ? needed : [first]
  const sample = samplesOf(model, fields)
  const links = linkInputs(entity).filter(({ required }) => required)
  for (const { input, target } of links) sample[input] = [sampleId(model, target)]
  return Object.values(sample).includes(null) ? null : sample
}

function updateSample(model: ModelIR, { entity }: EntityPlan): Sample | null {
  for (const field of entity.fields.filter(isAcceptedOnUpdate)) {
    const value = sampleOf(model, field)
    if (value !== null) return { [field.name]: value }
  }
  return null
}

function samplesOf(model: ModelIR, fields: readonly FieldIR[]): Sample {
  return Object.fromEntries(fields.map((field) => [field.name, sampleOf(model, field)]))
}

function sampleOf(model: ModelIR, field: FieldIR): JsonValue {
  return field.reference ? sampleId(model, field.reference.target) : sampleValue(field, 1)
}

function sampleId(model: ModelIR, target: string): JsonValue {
  const place = model.entities.findIndex(({ name }) => name === target) + 1
  const entity = model.entities[place - 1]
  const id = entity?.fields.find(({ name }) => name === 'id')
  if (id && isBroughtId(id)) return sampleValue(id, 1)
  if (entity?.key.kind === 'serial') return place
  if (entity?.key.kind === 'nanoid') return `V1StGXR8_Z5jdHi6B-${String(place).padStart(3, 'm')}`
  return `01939c5e-8a00-7000-8000-${String(place).padStart(12, '0')}`
}
