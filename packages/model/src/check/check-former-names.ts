import type { EntityDraft } from './draft.ts'
import type { Report } from './finding.ts'
import type { Lock } from './identity/index.ts'
import { nearestName } from './nearest-name.ts'

interface Former {
  name: string
  was: unknown
  path: string[]
  /** Names in use now. */
  current: string[]
  /** Names in the lock. */
  known: string[]
}

/** Reports a former name that is still in use, and warns of one nobody knows. */
export function checkFormerNames(drafts: EntityDraft[], lock: Lock, report: Report): void {
  const current = drafts.map(({ name }) => name)
  const known = Object.keys(lock.entities)
  for (const { name, options, fields } of drafts) {
    checkFormer({ name, was: options.was, path: [name, 'was'], current, known }, report)
    const locked = lock.entities[name] ?? lock.entities[String(options.was)]
    const names = fields.map((field) => field.name)
    for (const field of fields) {
      const path = [...field.path, 'was']
      const lockedNames = Object.keys(locked?.fields ?? {})
      checkFormer(
        { name: field.name, was: field.options.was, path, current: names, known: lockedNames },
        report,
      )
    }
  }
}

function checkFormer({ name, was, path, current, known }: Former, report: Report): void {
  if (typeof was !== 'string') return
  if (was === name || current.includes(was)) {
    report.error('CAM180', path, `"${name}" cannot have been "${was}", which is still there`, {
      hint: 'Leave out "was"; to swap two names, rename one at a time',
    })
  } else if (known.length > 0 && !known.includes(name) && !known.includes(was)) {
    report.warning('CAM181', path, `model.lock.json knows no "${was}", so "${name}" is new`, {
      nearest: nearestName(was, known),
      hint: 'Correct the former name, or leave out "was"',
    })
  }
}
