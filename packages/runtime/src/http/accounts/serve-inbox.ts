import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { Inbox, KeptMail } from '../../mail/index.ts'
import { escapeHtml, type HtmlPage, htmlPage } from '../pages/index.ts'

/** Shows the mail that development keeps: a list, and each as it would have been sent. */
export function serveInbox(server: FastifyInstance, inbox: Inbox): void {
  server.get('/dev/inbox', (request, reply) => {
    if (request.headers.accept?.includes('application/json')) {
      return reply.send({ data: inbox.mails })
    }
    const page = listPage(inbox.mails)
    return reply.headers(page.headers).send(page.html)
  })
  server.get('/dev/inbox/:number', (request, reply) => {
    const { number } = request.params as { number: string }
    const mail = inbox.mails[inbox.mails.length - Number(number)]
    if (mail === undefined) throw new AppError('not_found', { message: 'There is no such mail' })
    const page = mailPage(mail)
    return reply.headers(page.headers).send(page.html)
  })
}

function listPage(mails: readonly KeptMail[]): HtmlPage {
  const rows = mails.map(({ to, subject, at }, index) => {
    const link = `/dev/inbox/${mails.length - index}`
    const shown = [at.slice(11, 19), to].map((text) => `<td>${escapeHtml(text)}</td>`).join('')
    return `<tr>${shown}<td><a href="${link}">${escapeHtml(subject)}</a></td></tr>`
  })
  const list = rows.length > 0 ? `<table>${rows.join('\n')}</table>` : '<p>Nothing yet.</p>'
  return htmlPage(
    'Inbox',
    `<h1>Inbox</h1>
<p>What would have been sent, had <code>SMTP_URL</code> been set. Only in development.</p>
${list}`,
  )
}

function mailPage({ to, subject, text }: KeptMail): HtmlPage {
  const linked = escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  )
  return htmlPage(
    subject,
    `<p><a href="/dev/inbox">Inbox</a></p>
<h1>${escapeHtml(subject)}</h1>
<p>To ${escapeHtml(to)}</p>
<pre>${linked}</pre>`,
  )
}
