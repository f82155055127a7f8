import { resolve } from 'node:path'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { Load, LoadReport } from '../../transfer/index.ts'
import type { App } from '../app.ts'
import { boundYoungGeneration } from '../bound-young-generation.ts'
import { createTalk, type Talk } from '../command-line/index.ts'
import { createAppFiles } from '../create-app-files.ts'
import type { Serving } from '../serve.ts'
import { loadStdin } from './load-stdin.ts'
import type { LoadCommand } from './parse-load.ts'

/** Loads rows into the tables of the application. Throws a `StartupError` for what somebody can mend. */
export async function runLoad(app: App, serving: Serving, command: LoadCommand): Promise<void> {
  await assertSchemaCurrent(serving.database, app.storageHash)
  boundYoungGeneration()
  if (command.folder !== undefined)
    return runFolder(app, serving, { ...command, folder: command.folder })
  await withLoad(app, serving, { command, name: command.load ?? 'stdin' }, loadStdin)
}

async function withLoad<Result>(
  { registry, accounts }: App,
  { database }: Serving,
  { command, name }: { readonly command: LoadCommand; readonly name: string },
  work: (load: Load) => Promise<Result>,
): Promise<Result> {
  const { createLoad } = await import('../../transfer/index.ts')
  const rejectedPath = resolve(command.rejected)
  const load = await createLoad({ database, registry, accounts, name, rejectedPath })
  try {
    return await work(load)
  } finally {
    await load.close()
  }
}

async function runFolder(
  app: App,
  serving: Serving,
  command: LoadCommand & { readonly folder: string },
): Promise<void> {
  const { loadFolder, openFolder } = await import('../../transfer/index.ts')
  const folder = await openFolder(resolve(command.folder))
  const talk = createTalk(command.json)
  const files = createAppFiles(app, serving)
  const { database } = serving
  const { registry } = app
  const options = { folder, database, registry, files, changed: command.changed }
  try {
    const named = { command, name: `folder ${folder.id}` }
    const report = await withLoad(app, serving, named, (load) =>
      loadFolder(load, { ...options, onProgress: (progress) => show(talk, progress) }),
    )
    tell(talk, report)
    talk.answer({ ok: true, ...report })
  } finally {
    talk.progress.end()
    await files?.close()
  }
}

function show(
  talk: Talk,
  { name, done, total }: { readonly name: string; readonly done: number; readonly total: number },
): void {
  const place = { part: 1, parts: 1, title: null, unit: 'rows' } as const
  talk.progress.show({ migration: name, done, total, ...place })
}

function tell(talk: Talk, { totals, dangling, rejectedFile }: LoadReport): void {
  const count = (rows: number): string => rows.toLocaleString('en-US')
  for (const total of totals) {
    const { written, present, rejected } = total
    if (written + present + rejected === 0) continue
    const more = [
      present > 0 ? `${count(present)} there already` : '',
      rejected > 0 ? `${count(rejected)} refused` : '',
    ].filter((words) => words !== '')
    talk.say(
      [
        `${'entity' in total ? total.entity : total.links}: ${count(written)} written`,
        ...more,
      ].join(', '),
    )
  }
  for (const { entity, property, count: times } of dangling) {
    talk.say(`${entity}.${property}: left empty ${count(times)} times, nothing has the id`)
  }
  if (rejectedFile !== null) talk.say(`What was refused or left out is in ${rejectedFile}`)
}
