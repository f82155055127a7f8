import { type ErrorCode, errorCodes } from '../../errors/index.ts'
import { problemType } from '../answer/index.ts'
import { escapeHtml, type HtmlPage, htmlPage } from './html.ts'

const codes = Object.keys(errorCodes) as ErrorCode[]

/** The page that explains the `type` of a problem; undefined for one that does not exist. */
export function problemPage(path: string): HtmlPage | undefined {
  const code = codes.find((name) => problemType(name) === path)
  if (code === undefined) return undefined
  const { status, title } = errorCodes[code]
  return htmlPage(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>Problem <code>${escapeHtml(path)}</code>, HTTP status ${status}. The answer's <code>detail</code> says what
exactly was wrong, <code>errors</code> names each value, and <code>instance</code> is the id of the request.</p>`,
  )
}
