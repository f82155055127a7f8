import { styleText } from 'node:util'
import type { Diagnostic } from './diagnostic.ts'

type Style = 'red' | 'yellow' | 'cyan' | 'dim' | 'bold'
type Styling = (format: Style, text: string) => string

/** The diagnostics as a person reads them, most serious first in the order of their files; empty for none. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], colour: boolean): string {
  if (diagnostics.length === 0) return ''
  const style = (format: Style, text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  const whole = diagnostics.filter(({ code }) => !brief.has(code))
  const parts = [...whole.map((one) => printOne(one, style)), ...inShort(diagnostics, style)]
  return `${parts.join('\n')}\n${summary(diagnostics)}\n`
}

/** Nothing has to be done about these, and they are said each time: a line for all of one code. */
const brief: ReadonlySet<string> = new Set(['CAM137'])

function inShort(diagnostics: readonly Diagnostic[], style: Styling): string[] {
  return [...brief].flatMap((code) => {
    const [first, ...others] = diagnostics.filter((one) => one.code === code)
    if (!first) return []
    const head = style('yellow', `${first.severity} ${code}`)
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`
    return [`${head}  ${style('cyan', placeOf(first))}  ${first.message}${more}\n`]
  })
}

function printOne(diagnostic: Diagnostic, style: Styling): string {
  const { code, severity, message, excerpt, hint, nearest } = diagnostic
  const head = style(severity === 'error' ? 'red' : 'yellow', `${severity} ${code}`)
  const lines = [
    [head, style('cyan', placeOf(diagnostic))].filter((part) => part !== '').join('  '),
    `  ${style('bold', message)}`,
    ...excerpt
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `    ${style('dim', line)}`),
    ...(nearest === null ? [] : [`  Did you mean '${nearest}'?`]),
    ...(hint === null ? [] : hint.split('\n').map((line) => `  ${line}`)),
  ]
  return `${lines.join('\n')}\n`
}

function placeOf({ file, line, column }: Diagnostic): string {
  if (file === null) return ''
  return line === 0 ? file : `${file}:${line}:${column}`
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((one) => one.severity === 'error').length
  const warnings = diagnostics.length - errors
  const parts = [countOf(errors, 'error'), countOf(warnings, 'warning')].filter(
    (part) => part !== '',
  )
  const codes = [...new Set(diagnostics.map((one) => one.code))]
  return `${parts.join(' and ')}. More about one: cambium explain ${codes[0]}`
}

function countOf(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`
}
