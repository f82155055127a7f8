import { escapeHtml, type HtmlPage, htmlPage } from '../html.ts'
import { docsStyle } from './docs-style.ts'
import { endpointsOf, type OpenApi } from './open-api.ts'

/** A page of the documentation: the tags at the side, with the operations of the one that is open. */
export function docsLayout(
  document: OpenApi,
  { open, title, body }: { open?: string | undefined; title: string; body: string },
): HtmlPage {
  const { info, tags = [] } = document
  const items = tags.map(({ name }) => {
    const link = `<a href="${tagAddress(name)}"${name === open ? ' class="here"' : ''}>${escapeHtml(name)}</a>`
    return `<li>${link}${name === open ? operationLinks(document, name) : ''}</li>`
  })
  const html = `<div class="page">
<nav><div>
<p class="name"><a href="/docs">${escapeHtml(info.title)}</a></p>
<ul>
${items.join('\n')}
</ul>
<p><a href="/api/openapi.json">openapi.json</a></p>
</div></nav>
<main>
${body}
</main>
</div>`
  return htmlPage(`${title} - ${info.title}`, html, docsStyle)
}

/** Where the documentation of a tag is. */
export function tagAddress(tag: string): string {
  return `/docs/${encodeURIComponent(tag)}`
}

function operationLinks(document: OpenApi, tag: string): string {
  const links = endpointsOf(document, tag).map(({ operation }) => {
    const { operationId, summary = operationId } = operation
    return `<li><a href="#${escapeHtml(operationId)}">${escapeHtml(summary)}</a></li>`
  })
  return `<ul>${links.join('')}</ul>`
}
