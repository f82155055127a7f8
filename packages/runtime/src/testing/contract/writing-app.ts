import { notesApp } from '../../app/fixture/notes-app.ts'
import { type App, defineApp } from '../../app/index.ts'
import type { EntityHooks } from '../../hooks/index.ts'
import { writeRoutes } from '../../http/fixture/write-routes.ts'
import type { AnyRecord } from '../../operation/index.ts'

/** The notes with every kind of write. */
export function writingApp(hooks: EntityHooks<AnyRecord, AnyRecord, AnyRecord> = {}): App {
  return defineApp({
    ...notesApp,
    entities: notesApp.registry.entities,
    routes: [...notesApp.routes, writeRoutes],
    allHooks: hooks,
  })
}
