export { createDocs, type Docs } from './docs/index.ts'
export { escapeHtml, type HtmlPage, htmlPage } from './html.ts'
export { problemPage } from './problem-page.ts'
export { startPage } from './start-page.ts'
