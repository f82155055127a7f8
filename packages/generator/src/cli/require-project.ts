import { relative, resolve, sep } from 'node:path'
import { findProject } from '../read/index.ts'
import { CommandError } from './command.ts'
import { exitCode } from './exit-code.ts'

/** The project at or above a folder; throws CommandError when there is none. */
export function requireProject(from: string): string {
  const project = findProject(from)
  if (project !== null) return project
  throw new CommandError(
    exitCode.environment,
    `There is no cambium.config.ts in ${from} or above it. Start a project with: cambium new NAME`,
  )
}

/** A file a person named, as a path of the project with `/`; throws CommandError for one outside. */
export function projectPath(project: string, from: string, name: string): string {
  const path = relative(project, resolve(from, name)).split(sep).join('/')
  if (path !== '' && !path.startsWith('../') && path !== '..') return path
  throw new CommandError(exitCode.usage, `${name} is not a file of the project ${project}`)
}
