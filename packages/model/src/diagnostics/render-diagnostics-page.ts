import type { DiagnosticEntry } from './diagnostic-entry.ts'

const parts: [string, string][] = [
  ['CAM1', 'The model'],
  ['CAM2', 'Rules, checks and formulas'],
  ['CAM3', 'Files of the project'],
  ['CAM4', 'Generation'],
  ['CAM5', 'Functions, jobs, events, workflows and mail'],
]

const introduction = `# Diagnostics

What the generator has to say about a model, at the line, with the fix. \`cambium explain CODE\` prints one entry. Everything is reported
at once; warnings, marked as such, do not keep the project from being generated. A test holds this page to the table in \`@cambium/model\`.
`

/** The text of docs/reference/diagnostics.md. */
export function renderDiagnosticsPage(entries: readonly DiagnosticEntry[]): string {
  const sections = parts.map(([prefix, heading]) => {
    const own = entries.filter(({ code }) => code.startsWith(prefix))
    return `## ${heading}\n\n${own.map(renderEntry).join('\n')}`
  })
  return [introduction, ...sections].join('\n')
}

function renderEntry({ code, title, explanation, example }: DiagnosticEntry): string {
  return `### ${code}: ${title}\n\n${explanation}\n\n\`\`\`\n${example.replace(/ {8}/, '\n')}\n\`\`\`\n`
}
