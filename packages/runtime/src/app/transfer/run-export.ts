import { resolve } from 'node:path'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { Manifest } from '../../transfer/index.ts'
import type { App } from '../app.ts'
import { boundYoungGeneration } from '../bound-young-generation.ts'
import { createTalk, type Talk } from '../command-line/index.ts'
import { createAppFiles } from '../create-app-files.ts'
import type { Serving } from '../serve.ts'
import type { ExportCommand } from './parse-export.ts'

/** Writes what the application holds into a folder. Throws a `StartupError` for what somebody can mend. */
export async function runExport(app: App, serving: Serving, command: ExportCommand): Promise<void> {
  const { database } = serving
  await assertSchemaCurrent(database, app.storageHash)
  boundYoungGeneration()
  const { diskProblem, writeExport } = await import('../../transfer/index.ts')
  const talk = createTalk(command.json)
  const files = createAppFiles(app, serving)
  const folder = resolve(command.to)
  const site = {
    database,
    registry: app.registry,
    accounts: app.accounts,
    files,
    application: app.name,
    storageHash: app.storageHash,
  }
  try {
    const manifest = await writeExport(site, {
      ...command,
      folder,
      onProgress: ({ name, done, total }) =>
        talk.progress.show({
          migration: name,
          part: 1,
          parts: 1,
          title: null,
          done,
          total,
          unit: 'rows',
        }),
    })
    tell(talk, manifest, command)
    talk.answer({ ok: true, folder, ...answerOf(manifest) })
  } catch (error) {
    throw diskProblem(error, command.to)
  } finally {
    talk.progress.end()
    await files?.close()
  }
}

function tell(talk: Talk, manifest: Manifest, { to }: ExportCommand): void {
  const count = (rows: number): string => rows.toLocaleString('en-US')
  const parts = manifest.parts.filter(({ rows }) => rows > 0)
  for (const { name, rows } of [...manifest.entities, ...manifest.links, ...parts]) {
    talk.say(`${name}: ${count(rows)}`)
  }
  if (manifest.contents.count > 0) talk.say(`contents of files: ${count(manifest.contents.count)}`)
  for (const { name, leftOut } of manifest.entities) {
    if (leftOut.length === 0) continue
    talk.say(`left out of ${name}, because it is secret: ${leftOut.join(', ')} (--with-secrets)`)
  }
  if (manifest.withAccounts || manifest.withSecrets) {
    talk.say('The folder holds secrets: keep it as you keep the database.')
  }
  talk.say(`${to} holds the export`)
}

function answerOf({ format, entities, links, parts, contents }: Manifest): object {
  const counts = (files: readonly { name: string; rows: number }[]): object =>
    Object.fromEntries(files.map(({ name, rows }) => [name, rows]))
  return {
    format,
    entities: counts(entities),
    links: counts(links),
    parts: counts(parts),
    contents,
    leftOut: entities.flatMap(({ name, leftOut }) => leftOut.map((field) => `${name}.${field}`)),
  }
}
