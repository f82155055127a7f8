import { hash } from 'node:crypto'
import { escapeHtml } from '../../mail/index.ts'

/** One line of a form. */
export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password'
  readonly autocomplete: string
  readonly value?: string
}

/** A page that says something, and asks for something where it has fields. */
export interface FormPage {
  readonly title: string
  readonly words: string
  readonly problem?: string
  /** Where to go on, which a browser does by itself. */
  readonly onward?: string
  readonly form?: {
    readonly action: string
    readonly fields: readonly FormField[]
    /** Sent along without being shown. */
    readonly hidden: { readonly [name: string]: string }
    readonly button: string
    /** Another button, which sends `refuse` along. */
    readonly refusal?: string
  }
}

const style = `
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; color: #1c2b24; background: #fbfcfa }
  label { display: block; margin-top: 1rem }
  input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem }
  button { font: inherit; margin-top: 1.5rem; padding: .4rem 1rem }
  .problem { color: #a3261b }
  @media (prefers-color-scheme: dark) {
    body { color: #dce8df; background: #131a16 }
    .problem { color: #f0938a }
  }
`

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as an answer: no script, nothing from elsewhere, and a form that is sent to this origin only. */
export function formPage(page: FormPage, status = 200): Response {
  const { title, words, problem, onward, form } = page
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(words)}</p>`,
    ...(problem === undefined ? [] : [`<p class="problem">${escapeHtml(problem)}</p>`]),
    ...(form === undefined ? [] : [formOf(form)]),
    ...(onward === undefined ? [] : [`<p><a href="${escapeHtml(onward)}">Go on</a></p>`]),
  ]
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${onward === undefined ? '' : `<meta http-equiv="refresh" content="0; url=${escapeHtml(onward)}">\n`}<style>${style}</style>
</head>
<body>
${parts.join('\n')}
</body>
</html>
`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return new Response(html, { status, headers })
}

function formOf({
  action,
  fields,
  hidden,
  button,
  refusal,
}: NonNullable<FormPage['form']>): string {
  const kept = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  const asked = fields.map(
    ({ name, label, type, autocomplete, value = '' }) =>
      `<label>${escapeHtml(label)}<input name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}" required></label>`,
  )
  return `<form method="post" action="${escapeHtml(action)}">
${[...kept, ...asked].join('\n')}
<button>${escapeHtml(button)}</button>${refusal === undefined ? '' : `\n<button name="refuse" value="yes">${escapeHtml(refusal)}</button>`}
</form>`
}
