import { readFile } from 'node:fs/promises'
import { escapeHtml, type HtmlPage } from '../html.ts'
import { docsLayout, tagAddress } from './docs-layout.ts'
import { endpointSection, methodBadge, pathWords } from './endpoint-section.ts'
import { endpointsOf, type OpenApi } from './open-api.ts'
import { schemaTable } from './schema-table.ts'

/** The documentation of an API for people, made of its OpenAPI document. */
export interface Docs {
  /** All operations at a glance. */
  overview(origin: string): Promise<HtmlPage>
  /** Everything about the operations of a tag; undefined for a tag that is not in the document. */
  of(tag: string, origin: string): Promise<HtmlPage | undefined>
}

/** Documentation of the document at this place, which is read when a page is first asked for. */
export function createDocs(openapi: URL): Docs {
  let known: Promise<OpenApi> | undefined
  const read = (): Promise<OpenApi> => {
    known ??= readFile(openapi, 'utf8').then((text) => JSON.parse(text) as OpenApi)
    return known
  }
  return {
    overview: async (origin) => overviewPage(await read(), origin),
    async of(tag, origin) {
      const document = await read()
      const isThere = document.tags?.some(({ name }) => name === tag)
      return isThere ? tagPage(document, tag, origin) : undefined
    },
  }
}

function overviewPage(document: OpenApi, origin: string): HtmlPage {
  const { info, tags = [] } = document
  const sections = tags.map(
    ({ name, description = '' }) => `<section>
<h2><a href="${tagAddress(name)}">${escapeHtml(name)}</a></h2>
<p class="lead">${escapeHtml(description)}</p>
${operationsTable(document, name)}
</section>`,
  )
  const body = `<h1>The API of ${escapeHtml(info.title)}</h1>
<p class="lead">${escapeHtml(info.description ?? '')}</p>
<p>It is served at <code>${escapeHtml(origin)}</code>. What needs a caller takes a token:
<code>Authorization: Bearer ...</code>.</p>
${sections.join('\n')}`
  return docsLayout(document, { title: 'API', body })
}

function operationsTable(document: OpenApi, tag: string): string {
  const rows = endpointsOf(document, tag).map(({ method, path, operation }) => {
    const { operationId, summary = operationId } = operation
    const link = `${tagAddress(tag)}#${encodeURIComponent(operationId)}`
    return `<tr><td>${methodBadge(method)}</td>
<td class="address"><code>${pathWords(path)}</code></td>
<td><a href="${escapeHtml(link)}">${escapeHtml(summary)}</a></td></tr>`
  })
  return `<div class="wide"><table class="operations"><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
}

function tagPage(document: OpenApi, tag: string, origin: string): HtmlPage {
  const description = document.tags?.find(({ name }) => name === tag)?.description ?? ''
  const sections = endpointsOf(document, tag).map((endpoint) =>
    endpointSection(document, endpoint, origin),
  )
  const body = `<h1>${escapeHtml(tag)}</h1>
<p class="lead">${escapeHtml(description)}</p>
${sections.join('\n')}
${recordSection(document, tag)}`
  return docsLayout(document, { open: tag, title: tag, body })
}

/** The record that the operations of a tag are about has its name. */
function recordSection(document: OpenApi, tag: string): string {
  const table = schemaTable(document, { $ref: `#/components/schemas/${tag}` })
  if (!table.includes('<td>')) return ''
  return `<section id="record">\n<h2><a href="#record">The record</a></h2>\n${table}\n</section>`
}
