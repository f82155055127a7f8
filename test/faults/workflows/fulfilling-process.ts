// Does what waits, and may end itself on the way: node fulfilling-process.ts <address> [<place>]
import process from 'node:process'
import { createQueue } from '@cambium/runtime/queue'
import { createWorkflowKind } from '@cambium/runtime/workflows'
import { countBoundaries, createBoundaries } from '../migrate/index.ts'
import { fulfilling, loadShop, openAddress, servicesOf } from './fulfilling.ts'

const [address = '', place] = process.argv.slice(2)
const boundaries = createBoundaries(place === undefined ? undefined : Number(place))
const inner = await openAddress(address)
const services = servicesOf(await loadShop(), countBoundaries(inner, boundaries))
const kinds = [createWorkflowKind(services, fulfilling(boundaries.pass))]
const queue = createQueue({ database: services.database, log: services.log, kinds })
await queue.drain({ later: true })
await inner.close()
process.stdout.write(JSON.stringify({ places: boundaries.count }))
