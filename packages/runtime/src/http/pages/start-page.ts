import { escapeHtml, type HtmlPage, htmlPage } from './html.ts'

/** What the first page shows. */
export interface StartPageContent {
  readonly name: string
  /** Addresses of the lists, `/api/tasks`. */
  readonly lists: readonly string[]
  /** Whether `/docs` is served. */
  readonly hasDocs: boolean
  /** Where this is served, as the visitor wrote it. */
  readonly origin: string
}

/** The page at `/`: what this is and where to go on. */
export function startPage({ name, lists, hasDocs, origin }: StartPageContent): HtmlPage {
  const rows = lists.map((path) => `<tr><td>${link(path)}</td></tr>`).join('\n')
  const first = lists[0] ?? '/health/live'
  const documents = hasDocs
    ? `${link('/docs')} &middot; ${link('/api/openapi.json')} &middot; `
    : ''
  return htmlPage(
    name,
    `<h1>${escapeHtml(name)}</h1>
<p>This backend is running. It speaks JSON under <code>/api</code>.</p>
<h2>Resources</h2>
<table>
${rows}
</table>
<h2>Try it</h2>
<pre>curl ${escapeHtml(`${origin}${first}`)}</pre>
<p>What needs a caller takes a token: <code>Authorization: Bearer ...</code>. In development
<code>node src/main.ts token --id you</code> prints one.</p>
<h2>More</h2>
<p>${documents}${link('/health/live')} &middot; ${link('/health/ready')}</p>`,
  )
}

function link(path: string): string {
  return `<a href="${escapeHtml(path)}">${escapeHtml(path)}</a>`
}
