import type { Unsafe } from '../../plan/index.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'

/** Says what a person has to decide, with the exact flags. */
export function reportUnsafe(
  terminal: Terminal,
  unsafe: readonly Unsafe[],
  action: 'save' | 'rebase' | 'squash' = 'save',
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
    terminal.complain(`To go on: cambium migrate ${action} ${[...new Set(flags)].join(' ')}`)
  }
  return exitCode.environment
}
