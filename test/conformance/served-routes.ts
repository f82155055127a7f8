import type { App } from '@cambium/runtime/app'
import type { Server } from '@cambium/runtime/http'
import { startTestApp, type TestApp, type TestAppOptions } from '@cambium/runtime/testing'

/** A running application with every route it serves, as the server itself lists them: `GET /api/tasks/{id}`. */
export async function startWithRoutes(
  app: App,
  options: TestAppOptions = {},
): Promise<{ app: TestApp; routes: string[] }> {
  let server: Server | undefined
  const running = await startTestApp(
    { ...app, routes: [...app.routes, (one) => (server = one)] },
    options,
  )
  return { app: running, routes: routesIn(server?.printRoutes({ commonPrefix: false }) ?? '') }
}

/**
 * Reads the tree that Fastify prints, one level of indentation a segment. HEAD goes without saying where there is a GET, and
 * OPTIONS everywhere.
 */
function routesIn(tree: string): string[] {
  const stack: string[] = []
  return tree.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!match) return []
    const [, indent = '', part = '', methods = ''] = match
    stack.length = indent.length / 4
    stack.push(part)
    const path = stack.join('').replaceAll(/:(\w+)/g, '{$1}')
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'OPTIONS')
      .filter((method) => method !== 'HEAD' || !methods.split(', ').includes('GET'))
      .map((method) => `${method} ${path}`)
  })
}
