import { operationWords, planGradually } from '../../plan/index.ts'
import { createRandom, type Random } from '../../rules/fuzz/index.ts'
import { createPostgresEngine, openPglite } from '../postgres-engine.ts'
import { proveHalves } from '../prove-gradually.ts'
import { createSqliteEngine } from '../sqlite-engine.ts'
import type { Draft } from './draft.ts'
import { mutateDraft } from './mutate-draft.ts'
import { addSome, decide, tryBuild } from './run-fuzz.ts'

/** What random gradual changes showed. */
export interface GradualReport {
  /** Changes that were tried on both databases with rows of old and of new code. */
  changes: number
  /** Those with two columns for one field. */
  renames: number
  /** Changes of which it is said that they cannot be gradual. */
  refused: number
  failures: string[]
}

/** Random changes of random models, each made gradually, until there were that many. */
export async function runGradualFuzz({
  seed,
  changes,
}: {
  seed: number
  changes: number
}): Promise<GradualReport> {
  const random = createRandom(seed)
  const server = await openPglite(import.meta.dirname)
  const report: GradualReport = { changes: 0, renames: 0, refused: 0, failures: [] }
  for (let schema = 0; report.changes < changes && report.failures.length < 5; ) {
    const claim = randomClaim(random, report)
    if (!claim) continue
    report.changes++
    if (claim.plan.duals.some(({ pairs }) => pairs.length > 0)) report.renames++
    const problems = await proveHalves(async () => createSqliteEngine(), claim)
    if (server) {
      const open = () => createPostgresEngine(server, `gradual_${schema++}`)
      problems.push(...(await proveHalves(open, claim)))
    }
    if (problems.length === 0) continue
    const { expand, contract } = claim.plan
    const words = [expand, contract].map((half) =>
      [...half.operations.map(operationWords), ...half.words].join('; '),
    )
    report.failures.push(`${problems.slice(0, 5).join('\n  ')}\n  ${words.join('\n  then ')}`)
  }
  await server?.close()
  return report
}

function randomClaim(random: Random, report: GradualReport) {
  let count = 0
  const next = (): number => ++count
  const draft: Draft = { entities: [] }
  const mutate = (times: number) => {
    for (let change = 0; change < times; change++) {
      if (draft.entities.length < 2) addSome(draft, random, next)
      mutateDraft(draft, random, next)
    }
  }
  mutate(25)
  const before = tryBuild(draft, new Map())
  mutate(1 + random.below(4))
  const after = before && tryBuild(draft, before.known)
  const decided = before && after && decide(before.model, after.model)
  if (!decided || decided.plan.operations.length === 0) return null
  const plan = planGradually(before.model, after.model, decided)
  if (plan.unsafe.length > 0) {
    report.refused++
    return null
  }
  return { from: before.model, to: after.model, plan }
}
