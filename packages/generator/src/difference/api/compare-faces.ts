import type { ValueSchema } from '../../emit/index.ts'
import { additive, breaking, type Change, neutral } from '../change.ts'
import { compareAnswers, compareSchemas, type SchemaDifference } from './compare-schemas.ts'
import type { FieldFace } from './field-face.ts'

/** What a face belongs to. */
interface Named {
  /** `Task.title`. */
  name: string
  entity: string
}

/** What changed for clients about a field that is still there. */
export function compareFaces(named: Named, before: FieldFace, after: FieldFace): Change[] {
  return [
    ...compareAnswer(named, before, after),
    ...compareInputs(named, before, after),
    ...compareRequired(named, before, after),
    ...compareFilter(named, before, after),
  ]
}

function compareAnswer({ name }: Named, before: FieldFace, after: FieldFace): Change[] {
  const readers = 'clients that read it'
  if (before.answer && !after.answer) return [breaking(`${name} is no longer in answers`, readers)]
  if (!before.answer && after.answer) return [additive(`${name} is in answers`)]
  if (!before.answer || !after.answer) return []
  const { wider, narrower } = compareAnswers(before.answer, after.answer)
  const missing = !before.maskable && after.maskable
  return [
    ...wider.map((words) => breaking(`${name} in answers: ${words}`, readers)),
    ...narrower
      .filter((words) => !wider.includes(words))
      .map((words) => neutral(`${name} in answers: ${words}`)),
    ...(missing ? [breaking(`${name} is left out for who may not read it`, readers)] : []),
    ...(before.maskable && !after.maskable ? [additive(`${name} is in every answer`)] : []),
  ]
}

function compareInputs(named: Named, before: FieldFace, after: FieldFace): Change[] {
  const create = compareInput(named, 'on create', [before.create, after.create])
  const update = compareInput(named, 'on update', [before.update, after.update])
  const both = create.filter((one) => update.some((other) => isTwin(one, other)))
  return [
    ...both.map((one) => ({
      ...one,
      says: one.says.replace(' on create', ' on create and update'),
    })),
    ...[...create, ...update].filter(
      (one) => !both.some((other) => one === other || isTwin(other, one)),
    ),
  ]
}

/** Whether two changes are the same but for the operation. */
function isTwin(create: Change, update: Change): boolean {
  return create.says.replace(' on create', ' on update') === update.says
}

function compareInput(
  { name }: Named,
  where: string,
  [before, after]: [ValueSchema | null, ValueSchema | null],
): Change[] {
  const senders = 'clients that send it'
  if (before && !after) return [breaking(`${name} ${where} is refused`, senders)]
  if (!before && after) return [additive(`${name} ${where} may be sent`)]
  if (!before || !after) return []
  const { wider, narrower } = compareSchemas(before, after)
  return [
    ...narrower.map((words) => breaking(`${name} ${where}: ${words}`, senders)),
    ...onlyWider({ wider, narrower }).map((words) => additive(`${name} ${where}: ${words}`)),
    ...normalising(`${name} ${where}`, before, after),
  ]
}

function onlyWider({ wider, narrower }: SchemaDifference): string[] {
  return wider.filter((words) => !narrower.includes(words))
}

function normalising(name: string, before: ValueSchema, after: ValueSchema): Change[] {
  const words = ({ normalise }: ValueSchema) =>
    Array.isArray(normalise) ? normalise.join(', ') : ''
  const [old, now] = [words(before), words(after)]
  return old === now
    ? []
    : [neutral(`${name}: ${now === '' ? 'kept as it is sent' : `changed by ${now}`}`)]
}

function compareRequired({ name, entity }: Named, before: FieldFace, after: FieldFace): Change[] {
  if (!before.create || !after.create) return []
  if (before.requiredOnCreate === after.requiredOnCreate) return []
  return after.requiredOnCreate
    ? [breaking(`${name} is required on create`, `clients that create ${entity} without it`)]
    : [additive(`${name} may be left out on create`)]
}

function compareFilter({ name }: Named, before: FieldFace, after: FieldFace): Change[] {
  if (before.filter === after.filter) return []
  const filtering = 'clients that filter by it'
  if (!after.filter) return [breaking(`${name} is no filter any more`, filtering)]
  if (!before.filter) return [additive(`${name} is a filter`)]
  const says = `${name} filters as ${after.filter.toLowerCase()}, was ${before.filter.toLowerCase()}`
  return [breaking(says, filtering)]
}
