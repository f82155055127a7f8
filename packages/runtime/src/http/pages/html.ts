import { hash } from 'node:crypto'

/** A page with the headers that let it show its own style and nothing else. */
export interface HtmlPage {
  readonly html: string
  readonly headers: { readonly [name: string]: string }
}

const plainStyle = `
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #1c2b24; background: #fbfcfa }
  h1 { font-size: 1.6rem; margin-bottom: 0 }
  h2 { font-size: 1.1rem; margin-top: 2rem }
  a { color: #1b6b3f }
  code, pre { font: 14px/1.5 ui-monospace, monospace; background: #eef3ee; border-radius: 4px }
  code { padding: 1px 4px }
  pre { padding: .8rem 1rem; overflow-x: auto }
  table { border-collapse: collapse; width: 100% }
  td { padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #dfe7df }
  @media (prefers-color-scheme: dark) {
    body { color: #dce8df; background: #131a16 }
    a { color: #7fd0a0 }
    code, pre { background: #202b24 }
    td { border-color: #2c3a31 }
  }
`

const hashes = new Map<string, string>()

/** The policy names a style by its hash, and there are only a few. */
function hashOf(style: string): string {
  const known = hashes.get(style) ?? hash('sha256', style, 'base64')
  hashes.set(style, known)
  return known
}

/** A page of its own: no script, no outside resource, and a policy that allows neither. `body` is HTML. */
export function htmlPage(title: string, body: string, style: string = plainStyle): HtmlPage {
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hashOf(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  }
}

/** Text as it may stand in HTML, in an attribute's quotes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
