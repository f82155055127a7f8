import { basename, relative, resolve } from 'node:path'
import { isFreeFolder } from '../../project/index.ts'
import { findProject } from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { refuseProjectName } from '../new-project.ts'
import type { ImportRequest } from './import-request.ts'

/** Where an import goes. */
export interface ImportTarget {
  /** Absolute. */
  folder: string
  /** As a person would say it. */
  shown: string
  name: string
  isNew: boolean
}

/** The project that is imported into, or the folder of a new one; throws a CommandError where there is neither. */
export function findTarget({ cwd }: Terminal, request: ImportRequest): ImportTarget {
  const { name, dryRun } = request
  if (name === null) {
    const project = findProject(cwd)
    if (project !== null) return there(cwd, project)
    // nothing is written, so that it needs no place
    if (dryRun) return { folder: resolve(cwd, 'app'), shown: 'app', name: 'app', isNew: true }
    throw new CommandError(
      exitCode.usage,
      'This is no project to import into. Name the folder of a new one: cambium import SOURCE NAME',
    )
  }
  const folder = resolve(cwd, name)
  if (isFreeFolder(folder)) {
    refuseProjectName(basename(folder))
    return { folder, shown: relative(cwd, folder) || '.', name: basename(folder), isNew: true }
  }
  if (findProject(folder) === folder) return there(cwd, folder)
  throw new CommandError(exitCode.environment, `${folder} is not empty: choose another name`)
}

function there(cwd: string, folder: string): ImportTarget {
  return { folder, shown: relative(cwd, folder) || '.', name: basename(folder), isNew: false }
}
