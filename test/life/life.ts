import assert from 'node:assert/strict'
import { type ServedVersion, serveVersion } from '../gradual/index.ts'
import type { LivedDatabase } from './databases.ts'
import { createNames } from './names.ts'
import type { Project } from './project.ts'
import { type Api, speakTo } from './served.ts'
import { assertKept, comparable, type Meant, type Snapshot, takeSnapshot } from './snapshot.ts'

/** One change of the model and what must be true after it. */
export interface Step {
  title: string
  /** What a person does, up to the saved migration; nothing is migrated yet. */
  change(life: Life): Promise<void>
  /** The way to migrate, where it is not only `up`. */
  migrate?(database: LivedDatabase, life: Life): Promise<void>
  /** Fields whose values change on purpose, as `Entity.field` in the names from before it. */
  values?: string[]
  /** How many records a list has more or less on purpose. */
  count?: { [entity: string]: number }
  /** What is true on each database afterwards. */
  expect?(api: Api, database: LivedDatabase): Promise<void>
}

/** A project, its databases, and what a person does to them. */
export interface Life {
  project: Project
  databases: readonly LivedDatabase[]
  /** The code of before the step, served from a database while `work` runs. */
  withFormerCode<Result>(
    database: LivedDatabase,
    work: (api: Api) => Promise<Result>,
  ): Promise<Result>
  /** Generates, merges ejected files that miss something, and saves the migration; what `save` said. */
  save(title: string, ...flags: string[]): Promise<string>
  /** Lives through one step, and looks whether everything is as it was and as it must be. */
  take(step: Step): Promise<void>
  /** How many values were compared before and after a change. */
  compared(): number
}

/** What every served version must still do, whatever changed: the owned hook's work. */
export type Probe = (api: Api) => Promise<void>

interface Beginning {
  project: Project
  databases: readonly LivedDatabase[]
  probe: Probe
  /** How many steps it will have. */
  steps: number
}

/** Begins with a project whose code is there and whose databases are empty. */
export function beginLife({ project, databases, probe, steps }: Beginning): Life {
  const names = createNames()
  const kept = new Map<LivedDatabase, Snapshot>()
  let former = ''
  let lived = 0
  // what takes seconds is looked at now and then, and every step is in between two of these
  const compiled = new Set([1, Math.ceil(steps / 2), steps])
  let compared = 0

  async function serve<Result>(
    folder: string,
    database: LivedDatabase,
    work: (api: Api, served: ServedVersion) => Promise<Result>,
  ): Promise<Result> {
    const seen = names.see(project.model())
    return database.use(async (opened) => {
      const served = await serveVersion(folder, opened)
      try {
        return await work(speakTo(served, seen), served)
      } finally {
        await served.close()
      }
    })
  }

  const life: Life = {
    project,
    databases,
    withFormerCode: (database, work) => serve(former, database, work),
    async save(title, ...flags) {
      const said = await project.cambium(['generate'])
      if (/is ejected/.test(said)) await project.cambium(['merge'])
      return project.cambium(['migrate', 'save', title, ...flags])
    },
    async take(step) {
      lived++
      project.provePostgres(lived % 12 === 0)
      await step.change(life)
      if (lived % 3 === 0 || lived === steps) await project.cambium(['check'])
      if (compiled.has(lived)) assert.equal(project.compile(), '')
      const code = project.copyCode()
      for (const database of databases) {
        await (step.migrate ? step.migrate(database, life) : database.up())
        assert.deepEqual(await database.drift(), [], database.name)
        await serve(code, database, async (api) => {
          const model = project.model()
          const before = kept.get(database)
          if (before) compared += assertKept(before, await takeSnapshot(api, model), meantBy(step))
          await step.expect?.(api, database)
          await probe(api)
          kept.set(database, await takeSnapshot(api, model))
        })
      }
      const [one, ...others] = [...kept.values()].map(comparable)
      for (const other of others) assert.deepEqual(other, one)
      former = code
    },
    compared: () => compared,
  }
  return life
}

function meantBy({ values = [], count = {} }: Step): Meant {
  return { values: new Set(values), count: new Map(Object.entries(count)) }
}
