import process from 'node:process'
import { StartupError } from '../../errors/index.ts'
import type { App } from '../app.ts'
import { createServices } from '../create-services.ts'
import { openDeliveries, openMail } from '../deliver/index.ts'
import { openMetrics } from '../metrics/index.ts'
import type { Serving } from '../serve.ts'
import { waitForSignal } from '../stop-serving.ts'
import { withInstance } from '../with-instance.ts'
import { prepareWork } from './prepare-work.ts'

/** Does what outlives requests until a signal, then finishes what it is doing. Throws a `StartupError` when it cannot begin. */
export async function runWork(app: App, serving: Serving): Promise<void> {
  const { config, log } = serving
  const mail = openMail(app, config)
  const deliveries = await openDeliveries(app, { config, log, mail })
  const metrics = await openMetrics(serving)
  const work = await prepareWork(app, deliveries, metrics?.onTried)
  if (work === undefined) {
    throw new StartupError('This application has nothing to work on', {
      hint: 'Jobs, event handlers and workflows make work: cambium new job NAME writes one to begin with.',
    })
  }
  await withInstance(app, serving, async () => {
    const services = createServices(app, serving, work.outgoing)
    const started = await work.start(services, { isDone: true })
    if (process.stdout.isTTY) process.stdout.write(`${app.name} works\n`)
    else log.info(`${app.name} works`)
    await waitForSignal(log)
    await started.stop()
    await deliveries?.close()
    await metrics?.close()
  })
}
