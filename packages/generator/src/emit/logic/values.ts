import type { FieldIR, LogicFileIR } from '@cambium/model'
import {
  type Code,
  code,
  fitted,
  jsdoc,
  objectLines,
  type Part,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import { passedSchema } from '../field-schema.ts'
import { passedType } from '../field-type.ts'
import * as runtime from '../runtime-names.ts'
import { schemaLine } from '../schema-line.ts'

/** An interface of values that are passed. One without members would accept anything, a text too. */
export function valuesInterface(
  name: string,
  { doc, fields }: { doc: string; fields: readonly FieldIR[] },
): Code {
  const members = fields.map((field) => {
    const optional = field.nullable ? '?' : ''
    const deprecated = field.deprecated && `@deprecated ${field.deprecated}`
    return code`
      ${jsdoc(field.doc, deprecated)}
      ${propertyKey(field.name)}${optional}: ${passedType(field)}
    `
  })
  return code`
    /** ${doc} */
    export interface ${name} {
      ${members.length > 0 ? members : 'nothing?: never'}
    }
  `
}

/** The limits of values, as the runtime checks them. */
export function rulesOf(fields: readonly FieldIR[]): Part {
  const required = fields.filter(({ nullable }) => !nullable).map(({ name }) => name)
  const names = `required: [${required.map(stringLiteral).join(', ')}]`
  if (fields.length === 0) return `{ fields: {}, ${names} }`
  const lines = fields.map((field) =>
    schemaLine(field.name, { ...passedSchema(field), ...(field.pii && { pii: true }) }),
  )
  const long = code`required: [
    ${required.map((name) => `${stringLiteral(name)},`)}
  ]`
  return code`
    {
      fields: ${objectLines(lines)},
      ${fitted(names, long)},
    }
  `
}

/** What the runtime knows of a job or a workflow. */
export function calledShape(
  constant: string,
  { name, input }: LogicFileIR & { input: readonly FieldIR[] },
): Code {
  return code`
    /** What was read of \`${name}\`. */
    export const ${constant}: ${runtime.hooks.type('LogicShape')} = {
      name: ${stringLiteral(name)},
      input: ${rulesOf(input)},
    }
  `
}

/** The limits of what an event tells. */
export function payloadRules(
  constant: string,
  { name, fields }: { name: string; fields: readonly FieldIR[] },
): Code {
  return code`
    /** The limits of what \`${name}\` tells. */
    export const ${constant}: ${runtime.schema.type('InputRules')} = ${rulesOf(fields)}
  `
}
