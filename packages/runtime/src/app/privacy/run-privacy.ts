import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import process from 'node:process'
import { StartupError } from '../../errors/index.ts'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { PrivacySite, SurveyedEntity } from '../../privacy/index.ts'
import type { App } from '../app.ts'
import { createTalk, type Talk } from '../command-line/index.ts'
import { createAppFiles } from '../create-app-files.ts'
import type { Serving } from '../serve.ts'
import type { PrivacyCommand } from './parse-privacy.ts'

type Erase = Extract<PrivacyCommand, { action: 'erase' }>
type Export = Extract<PrivacyCommand, { action: 'export' }>

/** Hands out or erases what is kept of a person. Throws a `StartupError` for what somebody can mend. */
export async function runPrivacy(
  app: App,
  serving: Serving,
  command: PrivacyCommand,
): Promise<void> {
  const { database } = serving
  await assertSchemaCurrent(database, app.storageHash)
  const site: PrivacySite = { database, registry: app.registry, accounts: app.accounts }
  const { checkKind } = await import('../../privacy/index.ts')
  checkKind(site, command.kind)
  const talk = createTalk(command.json)
  if (command.action === 'export') await runExport(site, command, talk)
  else await runErase(site, command, { talk, sweep: () => sweepFiles(app, serving) })
}

/** The document is for the person alone: a file that nobody else of the machine may read, and never one that is there. */
async function runExport(site: PrivacySite, { id, out }: Export, talk: Talk): Promise<void> {
  const { exportPerson } = await import('../../privacy/index.ts')
  const found = await exportPerson(site, id)
  const text = `${JSON.stringify(found, null, 2)}\n`
  if (out === undefined) {
    process.stdout.write(text)
    return
  }
  const path = resolve(out)
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new StartupError(`${out} could not be written: ${(cause as Error).message}`, {
      hint: 'Name a file that is not there yet, in a folder that is.',
      cause,
    })
  }
  talk.say(`${out} holds everything that is kept of ${found.entity} ${found.id}`)
  talk.answer({ ok: true, action: 'export', entity: found.entity, id: found.id, path })
}

/** The bytes go with the rows, and not a minute later. */
async function sweepFiles(app: App, serving: Serving): Promise<void> {
  const files = createAppFiles(app, serving)
  await files?.sweeper.now()
  await files?.close()
}

async function runErase(
  site: PrivacySite,
  { id, yes }: Erase,
  { talk, sweep }: { talk: Talk; sweep: () => Promise<void> },
): Promise<void> {
  const { erasePerson, surveyPerson } = await import('../../privacy/index.ts')
  const survey = await surveyPerson(site, id)
  const who = `${survey.entity} ${survey.id}`
  const plan = [
    'sign-ins, sessions, keys, roles and devices: deleted',
    ...survey.entities.map(fateOf),
    'history, files, messages and kept answers of all of this: deleted or emptied',
    survey.exists
      ? `the record of ${who}: deleted, or emptied where records of others need it`
      : `the record of ${who} is gone already; what is left of it elsewhere goes too`,
  ]
  for (const line of plan) talk.say(line)
  if (!yes) await ask(talk, `privacy erase ${site.accounts?.entity.toLowerCase() ?? 'user'} ${id}`)
  const report = await erasePerson(site, id, { onStep: talk.say, afterRows: sweep })
  talk.say(`${who} is erased. Backups and exports made before still hold what they held.`)
  talk.answer({ ok: true, action: 'erase', ...report })
}

function fateOf({ entity, count, fate, fields }: SurveyedEntity): string {
  const records = count === 1 ? '1 record' : `${count} records`
  if (fate === 'delete') {
    return `${entity}: ${records} deleted with their parts, or emptied where records of others need them`
  }
  const emptied =
    fields.length === 0 ? 'nothing else is emptied' : `emptied of ${fields.join(', ')}`
  return `${entity}: ${records} kept without their owner, ${emptied}`
}

async function ask(talk: Talk, command: string): Promise<void> {
  if ((await talk.confirm('This cannot be taken back. Erase?')) === true) return
  throw new StartupError('Nothing was erased', {
    hint: `To say that it is meant: node src/main.ts ${command} --yes`,
  })
}
