import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { createInbox, html, type MailTemplate } from '../../mail/index.ts'
import { serveInbox } from './index.ts'

const orderPlaced: MailTemplate<{ name: string }> = ({ app, name }) => ({
  subject: `${app}: thank you, ${name}`,
  text: `See https://shop.example.com/orders/1, ${name}`,
  html: html`<p>Dear ${name}</p>`,
})
const broken: MailTemplate<{ lines: string[] }> = ({ lines }) => ({
  subject: lines.map(String).join(),
  text: '',
  html: '',
})

test('the inbox shows mail as text and as HTML, and every template with its preview', async () => {
  const server = Fastify()
  const inbox = createInbox()
  serveInbox(server, { inbox, templates: { orderPlaced, broken }, app: 'Shop' })
  const get = async (url: string): Promise<{ status: number; text: string; policy: string }> => {
    const answer = await server.inject({ url })
    const policy = String(answer.headers['content-security-policy'])
    return { status: answer.statusCode, text: answer.body, policy }
  }
  inbox.keep({
    to: 'ann@example.com',
    subject: 'One <b>',
    text: 'Text',
    html: '<p>Html</p><script>alert(1)</script>',
  })
  const list = await get('/dev/inbox')
  assert.match(list.text, /One &#60;b&#62;/)
  assert.match(list.text, /templates\/orderPlaced/)
  assert.match((await get('/dev/inbox/1')).text, /<pre>Text<\/pre>/)
  const form = await get('/dev/inbox/1/html')
  assert.match(form.text, /<p>Html<\/p>/)
  assert.match(form.policy, /default-src 'none'.*sandbox/)
  const preview = await get('/dev/inbox/templates/orderPlaced')
  assert.match(preview.text, /Shop: thank you, name/)
  assert.match(preview.text, /<a href="https:\/\/shop\.example\.com\/orders\/1,?"/)
  assert.match((await get('/dev/inbox/templates/orderPlaced/html')).text, /Dear name/)
  assert.match((await get('/dev/inbox/templates/broken')).text, /broken\.preview/)
  assert.equal((await get('/dev/inbox/templates/toString')).status, 404)
  await server.close()
})
