import type { ModelIR } from '@cambium/model/ir'
import type { Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { generateProject } from '../generate-project.ts'
import type { ServerSettings } from '../read-environment.ts'
import { reportGeneration } from '../report-generation.ts'
import { describeChange } from './describe-change.ts'
import { createDevelopmentDatabase } from './development-database.ts'
import { createKnownTexts } from './known-texts.ts'
import { createServerProcess } from './server-process.ts'
import { type ChangeKind, watchFiles } from './watch-files.ts'

/** A project that is being developed: its files followed, its server running. */
export interface DevSession {
  stop(): Promise<void>
}

/**
 * Generates, brings the tables up, serves, and does so again after every change. A model with errors, or a change of
 * the tables that could lose data, leaves the running server as it is.
 */
export async function startDevSession(
  terminal: Terminal,
  project: string,
  settings: ServerSettings,
): Promise<DevSession> {
  const server = createServerProcess({
    project,
    ...settings,
    onCrash: (code) =>
      terminal.complain(`The server ended (${code ?? 'killed'}): waiting for a change`),
  })
  const known = createKnownTexts(project)
  let model: ModelIR | null = null

  async function regenerate(): Promise<boolean> {
    const database = createDevelopmentDatabase({ project, ...settings, say: terminal.say })
    const generation = await generateProject(project, {
      version: terminal.version,
      // a change the tables cannot follow is not written either: taking it back leaves no trace
      mayWrite: database.canFollow,
    })
    const { created = [], updated = [] } = generation.result ?? {}
    for (const path of [...created, ...updated]) known.note(path)
    const changes = generation.model ? describeChange(model, generation.model) : []
    for (const line of changes) terminal.say(line)
    const code = reportGeneration({ ...terminal, answer: () => undefined }, generation)
    if (code !== exitCode.ok || !generation.model || !generation.hashes) return false
    model = generation.model
    if (model.entities.length === 0) return waitForModels(terminal)
    return database.follow(model, generation.hashes)
  }

  async function update(kind: ChangeKind, paths: readonly string[]): Promise<void> {
    const started = performance.now()
    if (paths.length > 0) terminal.say(`\n${paths.join(', ')} changed`)
    // a server that could not start yet may owe its tables
    if ((kind === 'model' || !server.running) && !(await regenerate())) {
      if (server.running) terminal.complain('The server goes on as it was')
      return
    }
    if (!(await server.restart())) return
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    terminal.say(`Serving http://${settings.host}:${settings.port} after ${seconds} s`)
    terminal.answer({ event: 'serving', port: settings.port, seconds: Number(seconds) })
  }

  const queue = createQueue(update, (error) => {
    terminal.complain(error instanceof Error ? error.message : String(error))
  })
  const stopWatching = watchFiles(project, { changed: known.changed, onChange: queue.push })
  queue.push('model', [])
  await queue.idle()
  return {
    stop: async () => {
      stopWatching()
      await queue.idle()
      await server.stop()
    },
  }
}

function waitForModels(terminal: Terminal): false {
  terminal.say('There is nothing to serve yet: waiting for the first model')
  return false
}

interface Queue {
  push(kind: ChangeKind, paths: readonly string[]): void
  idle(): Promise<void>
}

/** One update at a time; what changes during one is handled together after it. */
function createQueue(
  update: (kind: ChangeKind, paths: readonly string[]) => Promise<void>,
  onError: (error: unknown) => void,
): Queue {
  let waiting: { kind: ChangeKind; paths: Set<string> } | null = null
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    while (waiting) {
      const { kind, paths } = waiting
      waiting = null
      await update(kind, [...paths]).catch(onError)
    }
    running = null
  }

  return {
    push(kind, paths) {
      const all = new Set([...(waiting?.paths ?? []), ...paths])
      waiting = { kind: waiting?.kind === 'model' ? 'model' : kind, paths: all }
      running ??= run()
    },
    idle: async () => {
      while (running !== null) await running
    },
  }
}
