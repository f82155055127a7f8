import type { FieldIR } from '@cambium/model'
import {
  arrayLines,
  type Code,
  code,
  fitted,
  jsdoc,
  objectLines,
  type Part,
  printSource,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import {
  createFields,
  isAcceptedOnUpdate,
  isRequiredOnCreate,
  limitedFields,
  linkInputs,
  recordFields,
} from '../entity-fields.ts'
import { fieldSchema, idListSchema, type ValueSchema } from '../field-schema.ts'
import { choiceMembers, fieldType, inputType, keyType } from '../field-type.ts'
import { headerOf, withArticle } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { schemaLine } from '../schema-line.ts'

/** `x.schema.gen.ts`: the record's types, what callers may send, and the limits of every value. */
export function emitSchema(project: ProjectPlan, plan: EntityPlan): EmittedFile {
  const choices = choiceTypes(plan)
  const text = printSource({
    path: plan.files.schema,
    header: headerOf(plan),
    declares: [
      plan.record,
      plan.create,
      plan.update,
      plan.fields,
      plan.required,
      ...choices.map(({ name }) => name),
    ],
    body: [
      recordInterface(plan),
      ...choices.map(({ declaration }) => declaration),
      createInterface(project, plan),
      updateInterface(project, plan),
      fieldSchemas(project, plan),
      requiredFields(plan),
    ],
  })
  return { path: plan.files.schema, text, owned: false }
}

function recordInterface(plan: EntityPlan): Code {
  return code`
    ${jsdoc(plan.entity.doc)}
    export interface ${plan.record} {
      ${recordFields(plan.entity).map((field) => member(plan, field))}
    }
  `
}

function member(plan: EntityPlan, field: FieldIR): Part {
  const deprecated = field.deprecated && `@deprecated ${field.deprecated}`
  return code`
    ${jsdoc(field.doc, deprecated)}
    ${propertyKey(field.name)}: ${fieldType(plan, field)}
  `
}

function choiceTypes(plan: EntityPlan): { name: string; declaration: Part }[] {
  return plan.entity.fields.flatMap((field) => {
    const choice = field.choice ?? field.element?.choice
    if (!choice) return []
    const name = plan.choiceType(field)
    const members = choiceMembers(choice)
    return [
      {
        name,
        declaration: fitted(
          code`export type ${name} = ${members.join(' | ')}`,
          code`
            export type ${name} =
              ${members.map((value) => `| ${value}`)}
          `,
        ),
      },
    ]
  })
}

function createInterface(project: ProjectPlan, plan: EntityPlan): Part {
  const fields = createFields(plan.entity).map((field) => {
    const optional = isRequiredOnCreate(field) ? '' : '?'
    return code`${propertyKey(field.name)}${optional}: ${inputType(plan, field)}`
  })
  const links = linkInputs(plan.entity).map((relation) => {
    const type = keyType(project.of(relation.target).entity.key)
    return `${propertyKey(relation.input)}${relation.required ? '' : '?'}: ${type}[]`
  })
  const doc = `What a caller may send to create ${withArticle(plan.entity.names.words)}.`
  return inputInterface(plan.create, doc, [...fields, ...links])
}

function updateInterface(project: ProjectPlan, plan: EntityPlan): Part {
  const fields = plan.entity.fields
    .filter(isAcceptedOnUpdate)
    .map((field) => code`${propertyKey(field.name)}?: ${inputType(plan, field)}`)
  const links = linkInputs(plan.entity).map((relation) => {
    const type = keyType(project.of(relation.target).entity.key)
    return `${propertyKey(relation.input)}?: ${type}[]`
  })
  const doc = `What a caller may send to change ${withArticle(plan.entity.names.words)}.`
  return inputInterface(plan.update, doc, [...fields, ...links])
}

/** An interface without members would accept anything, a text too. */
function inputInterface(name: string, doc: string, members: readonly Part[]): Part {
  if (members.length === 0) {
    return code`
      /** ${doc} */
      export interface ${name} {
        nothing?: never
      }
    `
  }
  return code`
    /** ${doc} */
    export interface ${name} {
      ${members}
    }
  `
}

function fieldSchemas(project: ProjectPlan, plan: EntityPlan): Part {
  const { model } = project
  const fields = limitedFields(plan.entity).map((field) =>
    schemaLine(field.name, { ...fieldSchema(model, field), ...notes(field) }),
  )
  const links = linkInputs(plan.entity).map((relation) =>
    schemaLine(relation.input, idListSchema(model, relation.target, relation.required)),
  )
  const hasReadOnly = plan.entity.fields.some(({ readOnly }) => readOnly)
  const doc = `The limits of every value.${hasReadOnly ? ' Those marked `readOnly` are set by your hooks only.' : ''}`
  return code`
    /** ${doc} */
    export const ${plan.fields}: ${runtime.schema.type('FieldSchemas')} = ${objectLines([...fields, ...links])}
  `
}

function notes(field: FieldIR): ValueSchema {
  return {
    ...((field.readOnly || field.computed) && { readOnly: true }),
    ...(field.pii && { pii: true }),
    ...(field.writeOnce && { writeOnce: true }),
    ...(field.writeOnly && { writeOnly: true }),
    ...(field.hidden && { hidden: true }),
  }
}

function requiredFields(plan: EntityPlan): Part {
  const fields = createFields(plan.entity)
    .filter(isRequiredOnCreate)
    .map(({ name }) => name)
  const links = linkInputs(plan.entity)
    .filter(({ required }) => required)
    .map(({ input }) => input)
  return code`
    /** What a create must bring. */
    export const ${plan.required}: readonly string[] = ${arrayLines([...fields, ...links].map(stringLiteral))}
  `
}
