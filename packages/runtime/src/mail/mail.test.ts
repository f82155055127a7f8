import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { silentLogger } from '../log/index.ts'
import { carryBySmtp, carryToInbox, createInbox, createMailer, html, type Mail } from './index.ts'

const mail: Mail = { to: 'ann@example.com', subject: 'Hello', text: 'Text', html: '<p>Html</p>' }

interface Caught {
  readonly from: string
  readonly to: readonly string[]
  readonly text: string
}

/** A real SMTP server of this machine that keeps what it is sent. */
async function catchMail(): Promise<{ url: string; caught: Caught[]; close(): Promise<void> }> {
  const caught: Caught[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address)
        caught.push({ from, to, text: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    caught,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe('mail', () => {
  test('reaches a server in both forms', async () => {
    const server = await catchMail()
    const carry = carryBySmtp({ url: server.url, from: 'Shop <shop@example.com>' })
    const mailer = createMailer({ carry, log: silentLogger })
    mailer.send(mail)
    mailer.send({ ...mail, to: 'bob@example.com', subject: 'Two\r\nBcc: eve@example.com' })
    await mailer.close()
    await server.close()
    assert.deepEqual(server.caught.map(({ to }) => to).sort(), [
      ['ann@example.com'],
      ['bob@example.com'],
    ])
    const [first] = server.caught.filter(({ to }) => to.includes('ann@example.com'))
    assert.equal(first?.from, 'shop@example.com')
    assert.match(first?.text ?? '', /Subject: Hello[\s\S]*Text[\s\S]*<p>Html<\/p>/)
    assert.ok(!server.caught.some(({ text }) => /^Bcc:/m.test(text)))
  })

  test('to an address that reads as a list goes to nobody', async () => {
    const server = await catchMail()
    const carry = carryBySmtp({ url: server.url, from: 'shop@example.com' })
    await carry({ ...mail, to: 'ann@example.com, eve@example.com' }).catch(() => undefined)
    await server.close()
    assert.ok(!server.caught.some(({ to }) => to.includes('eve@example.com')))
  })

  test('is tried again, and given up after the third time', async () => {
    let tries = 0
    const logged: unknown[] = []
    const error = (first: unknown): void => void logged.push(first)
    const log = { ...silentLogger, error }
    const carry = async (): Promise<void> => {
      tries++
      throw new Error('no route')
    }
    const mailer = createMailer({ carry, log, retryAfterMs: [1, 1] })
    mailer.send(mail)
    await wait(50)
    assert.equal(tries, 3)
    assert.deepEqual(logged, [{ subject: 'Hello' }])
  })

  test('that waits for its next try is tried at once when the process ends', async () => {
    const tries: string[] = []
    const carry = async ({ subject }: Mail): Promise<void> => {
      tries.push(subject)
      throw new Error('no server')
    }
    const mailer = createMailer({ carry, log: silentLogger, retryAfterMs: [3_600_000, 3_600_000] })
    mailer.send(mail)
    await wait(1)
    assert.equal(tries.length, 1)
    await mailer.close()
    assert.equal(tries.length, 3)
  })

  test('stays in the inbox of development, the newest first', async () => {
    const inbox = createInbox()
    const told: string[] = []
    const mailer = createMailer({
      carry: carryToInbox(inbox, ({ to }) => told.push(to)),
      log: silentLogger,
    })
    mailer.send(mail)
    mailer.send({ ...mail, to: 'bob@example.com' })
    await mailer.close()
    assert.deepEqual(told, ['ann@example.com', 'bob@example.com'])
    assert.equal(inbox.mails[0]?.to, 'bob@example.com')
    for (let index = 0; index < 300; index++) inbox.keep(mail)
    assert.equal(inbox.mails.length, 200)
  })
})

test('values in HTML are text', () => {
  const name = '<script>"&\''
  assert.equal(html`<p title="${name}">${3}</p>`, '<p title="&lt;script&gt;&quot;&amp;&#39;">3</p>')
})
