import { createRequire } from 'node:module'
import { join } from 'node:path'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { withProgress } from '../show-progress.ts'
import { runQuietly } from './run-quietly.ts'

/** Whether the packages a project runs with are there. */
export function isInstalled(project: string): boolean {
  try {
    createRequire(join(project, 'package.json')).resolve('@cambium/runtime/app')
    return true
  } catch {
    return false
  }
}

/** Installs the packages of a project, which the program that writes rows runs with. */
export async function installPackages(terminal: Terminal, project: string): Promise<void> {
  if (isInstalled(project)) return
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await withProgress(
    terminal,
    'Installing the packages (npm install)',
    () => runQuietly('npm', args, { cwd: project }),
  )
  if (code === 0 && isInstalled(project)) return
  throw new CommandError(
    exitCode.environment,
    `npm install failed in ${project}:\n${output.trim()}\nInstall the packages there, and run the import again: it goes on with the rows`,
  )
}
