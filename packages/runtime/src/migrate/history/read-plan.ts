import { StartupError } from '../../errors/index.ts'
import type { RenamedNames } from '../renamed/index.ts'
import type { Migration, MigrationClass } from './migration.ts'

/** What `plan.json` says of a migration. */
export type PlanFacts = Pick<
  Migration,
  | 'parents'
  | 'from'
  | 'to'
  | 'class'
  | 'footprint'
  | 'replaces'
  | 'contractOf'
  | 'renamed'
  | 'adopted'
>

const classes: readonly MigrationClass[] = ['additive', 'data', 'tightening', 'destructive']

/** Reads the text of a `plan.json`. Throws a `StartupError` that names the file when it cannot be one. */
export function readPlan(path: string, text: string | undefined): PlanFacts {
  let plan: { readonly [member: string]: unknown } | null
  try {
    plan = JSON.parse(text ?? '')
  } catch (cause) {
    throw new StartupError(`The file ${path} is missing or is not JSON`, { cause })
  }
  const { from, to, contractOf, adopted } = plan ?? {}
  if (typeof to !== 'string') {
    throw new StartupError(`The file ${path} does not say where the migration leads ("to")`)
  }
  return {
    parents: listOf(path, 'parents', plan?.parents),
    from: typeof from === 'string' ? from : null,
    to,
    class: classes.find((one) => one === plan?.class) ?? 'data',
    footprint: listOf(path, 'footprint', plan?.footprint),
    replaces: listOf(path, 'replaces', plan?.replaces),
    contractOf: typeof contractOf === 'string' ? contractOf : null,
    renamed: renamedIn(path, plan?.renamed),
    adopted: adopted === 'sqlite' || adopted === 'postgres' ? adopted : null,
  }
}

function listOf(path: string, member: string, value: unknown): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.map(String)
  throw new StartupError(`The file ${path} has "${member}" that is not a list`)
}

function renamedIn(path: string, value: unknown): RenamedNames[] {
  if (value === undefined) return []
  const names = Array.isArray(value) ? value.map(namesOf) : [undefined]
  const known = names.filter((one) => one !== undefined)
  if (known.length === names.length) return known
  throw new StartupError(`The file ${path} has "renamed" that is not a list of names`)
}

function namesOf(value: unknown): RenamedNames | undefined {
  const { from, to, fields = {} } = (value ?? {}) as Partial<RenamedNames>
  const isNamed = typeof from === 'string' && typeof to === 'string'
  const areNamed = typeof fields === 'object' && fields !== null
  if (!isNamed || !areNamed) return undefined
  return Object.values(fields).every((name) => typeof name === 'string')
    ? { from, to, fields }
    : undefined
}
