import { escapeHtml } from '../html.ts'
import { curlLine, needsToken } from './curl-line.ts'
import { exampleOf } from './example-of.ts'
import { type Endpoint, type OpenApi, type Parameter, type Response, resolve } from './open-api.ts'
import { remarks, schemaTable, typeWords } from './schema-table.ts'

/** Everything about one operation: parameters, body, answers, and a line to try it. */
export function endpointSection(document: OpenApi, endpoint: Endpoint, origin: string): string {
  const { method, path, operation } = endpoint
  const { operationId, summary = '', description } = operation
  const token = needsToken(endpoint) ? '<span class="token">needs a token</span>' : ''
  return `<section id="${escapeHtml(operationId)}">
<h2><a href="#${escapeHtml(operationId)}">${escapeHtml(summary)}</a> ${token}</h2>
<p class="address">${methodBadge(method)} <code>${pathWords(path)}</code></p>
${description === undefined ? '' : `<p>${escapeHtml(description)}</p>`}
${parameterTables(document, endpoint)}
${bodySection(document, endpoint)}
<h3>Try it</h3>
<pre>${escapeHtml(curlLine(document, endpoint, origin))}</pre>
${answerSection(document, endpoint)}
</section>`
}

/** The method of a request as a coloured word. */
export function methodBadge(method: string): string {
  return `<b class="method ${method.toLowerCase()}">${method}</b>`
}

/** An address whose changing parts stand out. */
export function pathWords(path: string): string {
  return escapeHtml(path).replaceAll(/\{\w+\}/g, (part) => `<em>${part}</em>`)
}

function parameterTables(document: OpenApi, { parameters }: Endpoint): string {
  const filters = parameters.filter(({ style }) => style === 'deepObject')
  const others = parameters.filter(({ style }) => style !== 'deepObject')
  const table = (title: string, rows: readonly string[]): string =>
    rows.length === 0
      ? ''
      : `<h3>${title}</h3>\n<div class="wide"><table><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
  const filterRows = filters.map((parameter) => filterRow(document, parameter))
  return [
    table('Parameters', others.map(parameterRow)),
    filters.length === 0
      ? ''
      : `<details><summary>${filters.length} fields to filter by</summary>
${table('Filters: <code>field=value</code> or <code>field[operator]=value</code>', filterRows)}
</details>`,
  ].join('\n')
}

function parameterRow(parameter: Parameter): string {
  const { name, in: place, required, description = '', schema } = parameter
  const where = place === 'query' ? '' : `<span class="limit">${escapeHtml(place)}</span>`
  return `<tr><td><code>${escapeHtml(name)}</code>${required ? '<span class="must">required</span>' : ''}${where}</td>
<td>${typeWords(schema)}</td><td>${remarks({ ...schema, description })}</td></tr>`
}

function filterRow(document: OpenApi, { name, schema }: Parameter): string {
  const parts = [schema, ...(schema.allOf ?? [])].map((part) => resolve(document, part))
  const operators = Object.assign({}, ...parts.map(({ properties }) => properties ?? {}))
  const names = Object.keys(operators).map((operator) => `<code>${escapeHtml(operator)}</code>`)
  const values = operators.eq === undefined ? '' : typeWords(operators.eq)
  return `<tr><td><code>${escapeHtml(name)}</code></td><td>${values}</td><td>${names.join(' ')}</td></tr>`
}

function bodySection(document: OpenApi, { operation }: Endpoint): string {
  const schema = operation.requestBody?.content['application/json']?.schema
  return schema === undefined ? '' : `<h3>Body</h3>\n${schemaTable(document, schema)}`
}

function answerSection(document: OpenApi, { operation }: Endpoint): string {
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
  const good = answers.filter(([status]) => Number(status) < 400)
  const refused = answers.filter(([status]) => Number(status) >= 400)
  const rows = refused.map(([status, response]) => {
    const { description } = resolve(document, response)
    return `<tr><td><code>${escapeHtml(status)}</code></td><td>${escapeHtml(description)}</td></tr>`
  })
  const table = `<div class="wide"><table><tbody>${rows.join('\n')}</tbody></table></div>`
  return `<h3>Answers</h3>
${good.map(([status, response]) => goodAnswer(document, status, response)).join('\n')}
${rows.length === 0 ? '' : `<details><summary>Refusals</summary>${table}</details>`}`
}

function goodAnswer(document: OpenApi, status: string, given: Response): string {
  const { description, content } = resolve(document, given)
  const schema = content?.['application/json']?.schema
  const line = `<p><code>${escapeHtml(status)}</code> ${escapeHtml(description)}${schema?.$ref ? `: ${typeWords(schema)}` : ''}</p>`
  if (schema === undefined) return line
  const example = JSON.stringify(exampleOf(document, schema, { everything: true }), null, 2)
  return `${line}\n<details><summary>Example</summary><pre>${escapeHtml(example)}</pre></details>`
}
