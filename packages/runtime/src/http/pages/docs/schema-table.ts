import { escapeHtml } from '../html.ts'
import { type OpenApi, referenceName, resolve, type Schema } from './open-api.ts'

/** A table of the members of an object: name, type and limits, and what the author says. */
export function schemaTable(document: OpenApi, given: Schema): string {
  const schema = resolve(document, given)
  if (schema.anyOf) return schema.anyOf.map((each) => alternative(document, each)).join('<p>or</p>')
  const { properties = {}, required = [] } = schema
  const rows = Object.entries(properties).map(
    ([name, member]) => `<tr>
<td><code>${escapeHtml(name)}</code>${required.includes(name) ? '<span class="must">required</span>' : ''}</td>
<td>${typeWords(member)}</td>
<td>${remarks(member)}</td>
</tr>`,
  )
  return `<div class="wide"><table>
<thead><tr><th>Field</th><th>Type</th><th></th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`
}

function alternative(document: OpenApi, schema: Schema): string {
  return `<p><i>${escapeHtml(referenceName(schema) ?? '')}</i></p>\n${schemaTable(document, schema)}`
}

/** The type of a value in a few words: `text, uuid`, `list of Tag`, `one of open, done`. */
export function typeWords(schema: Schema): string {
  const name = referenceName(schema)
  if (name !== undefined) return `<i>${escapeHtml(name)}</i>`
  const all = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  const types = all.filter((type) => type !== 'null')
  const orNull = all.includes('null') || schema.oneOf !== undefined ? ' or null' : ''
  const values = schema.enum?.filter((value) => value !== null)
  if (values) return `${oneOf(values)}${orNull}`
  if (schema.oneOf) return `${schema.oneOf.slice(0, 1).map(typeWords).join('')}${orNull}`
  if (schema.const !== undefined) return oneOf([schema.const])
  if (schema.items) return `list of ${typeWords(schema.items)}${orNull}`
  const format = schema.format === undefined ? '' : `, ${escapeHtml(schema.format)}`
  return `${types.map((type) => words[type] ?? type).join(' or ') || 'any value'}${format}${orNull}`
}

const words: { readonly [type: string]: string } = { string: 'text', array: 'list' }

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' ')}`
}

/** What the author says of a value, and its limits. */
export function remarks(schema: Schema): string {
  const { description, deprecated } = schema
  const parts = [
    ...(deprecated ? ['<b>Deprecated.</b>'] : []),
    ...(description === undefined ? [] : [escapeHtml(description)]),
    ...limits(schema).map((limit) => `<span class="limit">${limit}</span>`),
  ]
  return parts.join(' ')
}

function limits(schema: Schema): string[] {
  const { minLength, maxLength, minimum, maximum, pattern } = schema
  const isLimit = (value: number | undefined): boolean =>
    value !== undefined && Number.isSafeInteger(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
  return [
    ...(minLength === undefined ? [] : [`at least ${minLength} long`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} long`]),
    ...(isLimit(minimum) ? [`from ${minimum}`] : []),
    ...(isLimit(maximum) ? [`up to ${maximum}`] : []),
    ...(pattern === undefined ? [] : [`<code>${escapeHtml(pattern)}</code>`]),
    ...(schema.default === undefined
      ? []
      : [`<code>${escapeHtml(JSON.stringify(schema.default))}</code> if left out`]),
  ]
}
