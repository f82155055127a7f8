import { inspectLockDriver } from '../../project/index.ts'
import { type Examination, fine, notice } from './examination.ts'

/** Whether git merges the identities of two branches by itself; nothing where there is no repository. */
export function examineMerges(project: string): Examination[] {
  const driver = inspectLockDriver(project)
  if (driver === null) return []
  if (driver.attribute && driver.configured) {
    return [fine('merges', 'git merges model.lock.json by identity')]
  }
  const missing = driver.attribute ? 'in this clone' : 'in .gitattributes'
  return [
    notice(
      'merges',
      `git merges model.lock.json line by line: the driver cambium-lock is not set up ${missing}`,
      'Run: cambium doctor --fix',
    ),
  ]
}
