import { quoted } from '../identifier.ts'
import type { Part } from './part.ts'

/** Parts as the file of a migration holds them: `-- commit` between two of them, `-- next` between two statements. */
export function scriptText(parts: readonly Part[]): string {
  const texts = parts.map(partText).filter((text) => text !== '')
  return texts.length === 0 ? '' : `${texts.join('\n-- commit\n')}\n`
}

function partText({ kind, rows, title, statements }: Part): string {
  if (statements.length === 0) return ''
  const head = [
    ...(kind === 'outside' ? ['-- outside'] : []),
    ...(rows ? [`-- batches of ${quoted(rows.table)} by ${quoted(rows.key)}`] : []),
    ...(title === '' ? [] : [`-- title: ${title}`]),
  ]
  return [...head, statements.join('\n-- next\n')].join('\n')
}
