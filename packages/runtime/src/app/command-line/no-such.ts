import { nearestName } from '../../errors/index.ts'
import { UsageError } from './usage-error.ts'

/** What was asked for is not among what there is, `action "lst"` for one; it names what is near, and all there are. */
export function noSuch(what: string, wanted: string, known: readonly string[]): UsageError {
  const nearest = nearestName(wanted, known)
  const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return new UsageError(`There is no ${what}.${meant} There are: ${known.join(', ')}`)
}
