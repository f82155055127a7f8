import type { Unsafe } from '../../plan/index.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'

/** Says what a person has to decide, with the exact flags. */
export function reportUnsafe(
  terminal: Terminal,
  unsafe: readonly Unsafe[],
  { action = 'save', title = '' }: { action?: 'save' | 'rebase' | 'squash'; title?: string } = {},
): ExitCode {
  terminal.answer({ ok: false, unsafe })
  terminal.complain('Nothing was saved, because these changes need a decision:')
  for (const { what, why, flags } of unsafe) {
    terminal.complain(`  ${what}: ${why}`)
    for (const [index, flag] of flags.entries()) {
      terminal.complain(`    ${index === 0 ? '' : 'or '}${flag}`)
    }
  }
  const flags = unsafe.map((one) => one.flags[0])
  if (flags.some((flag) => flag === undefined)) {
    terminal.complain('What has no flag cannot be migrated: take that change back')
  } else if (unsafe.every((one) => one.flags.length === 1)) {
    const words = [action, ...(title === '' ? [] : [inShell(title)]), ...new Set(flags)]
    terminal.complain(`To go on: cambium migrate ${words.join(' ')}`)
  }
  return exitCode.environment
}

/** A title as a shell gives it back. */
function inShell(title: string): string {
  return /["$`\\!]/.test(title) ? `'${title.replaceAll("'", `'\\''`)}'` : `"${title}"`
}
