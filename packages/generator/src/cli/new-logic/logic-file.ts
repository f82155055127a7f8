import { fileNameOf, type LogicFolder } from '../../read/index.ts'

/** A file of logic to begin with. */
export interface LogicFile {
  /** `src/jobs/print-sales.ts` */
  readonly path: string
  readonly text: string
}

/** The smallest file that does something; `event` is what a handler waits for. */
export function logicFile({ kind, folder }: LogicFolder, name: string, event: string): LogicFile {
  const path = `${folder}/${fileNameOf(name)}`
  return { path, text: texts[kind](name, event) }
}

const texts: { readonly [kind in LogicFolder['kind']]: (name: string, event: string) => string } = {
  function: (name) => `import { text } from '@cambium/model'
import { defineFunction } from '@cambium/runtime/functions'

/** Greets whoever calls. */
export const ${name} = defineFunction('${name}', {
  access: 'signedIn',
  input: { name: text({ max: 100 }) },
  output: { greeting: text() },
  run({ input }) {
    return { greeting: \`Hello, \${input.name}\` }
  },
})
`,
  job: (name) => `import { defineJob } from '@cambium/runtime/jobs'

/** Runs every morning at eight. */
export const ${name} = defineJob('${name}', {
  schedule: '0 8 * * *',
  timeZone: 'UTC',
  run({ log }) {
    log.info('${name} runs')
  },
})
`,
  handler: (name, event) => `import { on } from '@cambium/runtime/events'

/** Runs once what happened is committed, and again when it fails. */
export const ${name} = on('${event}', ({ event, log }) => {
  log.info({ id: event.id }, '${event}')
})
`,
  workflow: (name) => `import { defineWorkflow } from '@cambium/runtime/workflows'

/** Each step is recorded; when a later one fails for good, those before it are taken back. */
export const ${name} = defineWorkflow('${name}', {
  async run({ step, log }) {
    const { at } = await step(
      'begin',
      () => ({ at: new Date().toISOString() }),
      () => log.info('taken back'),
    )
    await step('end', () => log.info({ at }, 'done'))
  },
})
`,
  mail: (name) => `import { html, type MailTemplate } from '@cambium/runtime/mail'

/** Says hello. */
export const ${name}: MailTemplate<{ name: string }> = ({ app, name }) => ({
  subject: \`Hello from \${app}\`,
  text: \`Hello \${name}!\\n\`,
  html: html\`<p>Hello \${name}!</p>\`,
})
`,
}
