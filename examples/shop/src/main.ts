import { run } from '@cambium/runtime/app'
import { app } from './app.gen.ts'
import { seed } from './seed.ts'

await run(app, { seed })
