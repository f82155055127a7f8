import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { contractDatabases } from '../database/contract-databases.ts'
import { type Database, sql } from '../database/index.ts'
import { silentLogger } from '../log/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { createQueue, insertMessages, type Message, noOrigin } from '../queue/index.ts'
import {
  carryBySmtp,
  createMailKind,
  createMailOffice,
  html,
  type MailTemplate,
  previewOf,
} from './index.ts'

const orderPlaced: MailTemplate<{ name: string; total: number }> = ({ app, to, name, total }) => ({
  subject: `Your order at ${app}`,
  text: `Dear ${name} (${to}), that is ${(total / 100).toFixed(2)}.`,
  html: html`<p>Dear ${name}</p>`,
})
const templates = { orderPlaced }

interface Server {
  readonly url: string
  readonly texts: string[]
  /** What the server says to the next mails; it takes one where nothing is left to say. */
  readonly says: { code: number; afterTaking?: boolean }[]
  close(): Promise<void>
}

/** A server that may refuse mail, or take it and lose the connection before it says so. */
async function startServer(): Promise<Server> {
  const texts: string[] = []
  const says: Server['says'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const next = says.shift()
        if (next === undefined || next.afterTaking) texts.push(Buffer.concat(chunks).toString())
        if (next === undefined) done()
        else done(Object.assign(new Error('Not now'), { responseCode: next.code }))
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    texts,
    says,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

for (const { name, open } of contractDatabases) {
  describe(`mail through the queue on ${name}`, () => {
    async function within(
      work: (site: {
        database: Database
        server: Server
        drain(): Promise<number>
      }) => Promise<void>,
    ): Promise<void> {
      const database = await open()
      await createSystemTables(database)
      const server = await startServer()
      const from = 'Shop <shop@example.com>'
      const carry = carryBySmtp({ url: server.url, from })
      const log = silentLogger
      const kind = createMailKind({ app: 'Shop', templates, carry, from, log })
      const queue = createQueue({ database, log, kinds: [kind] })
      try {
        await work({ database, server, drain: () => queue.drain({ later: true }) })
      } finally {
        await queue.stop(0)
        await server.close()
        await database.close()
      }
    }
    const order = (data: object): Message =>
      createMailOffice(templates).order({ to: 'ann@example.com', template: 'orderPlaced', data })
    const insert = (database: Database, message: Message): Promise<string[]> =>
      database.transaction((transaction) => insertMessages(transaction, [message], noOrigin))
    const idIn = (text: string | undefined): string | undefined =>
      /^Message-ID: <(.+)>\r?$/m.exec(text ?? '')?.[1]

    test('is written from its template when it is sent', async () => {
      await within(async ({ database, server, drain }) => {
        const [id] = await insert(database, order({ name: 'Ann', total: 1_250 }))
        await drain()
        const [text] = server.texts
        assert.match(text ?? '', /Subject: Your order at Shop/)
        assert.match(text ?? '', /Dear Ann \(ann@example\.com\), that is 12\.50/)
        assert.equal(idIn(text), `${id}@example.com`)
      })
    })

    test('has the same Message-ID when it is sent again', async () => {
      await within(async ({ database, server, drain }) => {
        server.says.push({ code: 451, afterTaking: true }, { code: 421 })
        await insert(database, order({ name: 'Ann', total: 1 }))
        assert.equal(await drain(), 3)
        assert.equal(server.texts.length, 2)
        assert.equal(idIn(server.texts[0]), idIn(server.texts[1]))
      })
    })

    test('is parked when the server says that it never will take it', async () => {
      await within(async ({ database, server, drain }) => {
        server.says.push({ code: 550 })
        await insert(database, order({ name: 'Ann', total: 1 }))
        assert.equal(await drain(), 1)
        const [row] = await database.all<{ status: string; error: string }>(
          sql`select "status", "error" from "cambium_jobs"`,
        )
        assert.equal(row?.status, 'parked')
        assert.match(row?.error ?? '', /refused it: 550/)
      })
    })
  })
}

describe('an order for mail', () => {
  const office = createMailOffice(templates)
  test('names a template that there is', () => {
    assert.throws(
      () => office.order({ to: 'ann@example.com', template: 'orderPlace', data: {} }),
      /There is no mail "orderPlace": did you mean "orderPlaced"\?/,
    )
  })

  test('goes to one address and nothing else', () => {
    const wrong = [
      '',
      'ann',
      'ann@example.com, eve@example.com',
      'ann@example.com\r\nBcc: eve@x.com',
    ]
    for (const to of [
      ...wrong,
      'Ann <ann@example.com>',
      '"a b"@example.com',
      `${'a'.repeat(260)}@x.com`,
    ]) {
      assert.throws(() => office.order({ to, template: 'orderPlaced', data: {} }), /no address/, to)
    }
  })
})

describe('the preview of a template', () => {
  test('shows the names of its values, or what it says to be shown with', async () => {
    const plain: MailTemplate<{ name: string }> = ({ app, name }) => ({
      subject: `${app}: hello ${name}`,
      text: '',
      html: '',
    })
    assert.equal((await previewOf('plain', plain, 'Shop')).mail?.subject, 'Shop: hello name')
    const shown: typeof plain = Object.assign(
      (values: Parameters<typeof plain>[0]) => plain(values),
      {
        preview: { name: 'Ann' },
      },
    )
    assert.equal((await previewOf('shown', shown, 'Shop')).mail?.subject, 'Shop: hello Ann')
  })

  test('says what a template needs that cannot be made of names alone', async () => {
    const list: MailTemplate<{ lines: string[] }> = ({ lines }) => ({
      subject: '',
      text: lines.map((line) => line).join(),
      html: '',
    })
    const { problem } = await previewOf('list', list, 'Shop')
    assert.match(problem ?? '', /list\.preview: lines\.map is not a function/)
  })
})
