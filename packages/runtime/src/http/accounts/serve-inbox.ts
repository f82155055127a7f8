import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../../errors/index.ts'
import {
  type Inbox,
  type KeptMail,
  type Mail,
  type MailTemplates,
  previewOf,
} from '../../mail/index.ts'
import { escapeHtml, type HtmlPage, htmlPage } from '../pages/index.ts'

/** What development looks at mail with. */
export interface ServedInbox {
  readonly inbox: Inbox
  readonly templates: MailTemplates
  /** The name of the application. */
  readonly app: string
}

/** Shows the mail that development keeps, and every template: a list, and each as it would have been sent. */
export function serveInbox(server: FastifyInstance, { inbox, templates, app }: ServedInbox): void {
  const kept = (number: string): KeptMail => {
    const mail = inbox.mails[inbox.mails.length - Number(number)]
    if (mail === undefined) throw new AppError('not_found', { message: 'There is no such mail' })
    return mail
  }
  server.get('/dev/inbox', (request, reply) => {
    if (request.headers.accept?.includes('application/json')) {
      return reply.send({ data: inbox.mails })
    }
    return sendPage(reply, listPage(inbox.mails, Object.keys(templates)))
  })
  server.get('/dev/inbox/:number', (request, reply) => {
    const { number } = request.params as { number: string }
    return sendPage(reply, mailPage(kept(number), `/dev/inbox/${Number(number)}/html`))
  })
  server.get('/dev/inbox/:number/html', (request, reply) => {
    const { number } = request.params as { number: string }
    return sendForm(reply, kept(number))
  })
  serveTemplates(server, templates, app)
}

function serveTemplates(server: FastifyInstance, templates: MailTemplates, app: string): void {
  const preview = async (name: string): Promise<Mail | string> => {
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined
    if (!template) throw new AppError('not_found', { message: 'There is no such template' })
    const { mail, problem } = await previewOf(name, template, app)
    return mail ?? problem
  }
  server.get('/dev/inbox/templates/:name', async (request, reply) => {
    const { name } = request.params as { name: string }
    const shown = await preview(name)
    if (typeof shown === 'string') return sendPage(reply, problemPage(name, shown))
    return sendPage(reply, mailPage(shown, `/dev/inbox/templates/${encodeURIComponent(name)}/html`))
  })
  server.get('/dev/inbox/templates/:name/html', async (request, reply) => {
    const { name } = request.params as { name: string }
    const shown = await preview(name)
    if (typeof shown === 'string') return sendPage(reply, problemPage(name, shown))
    return sendForm(reply, shown)
  })
}

function sendPage(reply: FastifyReply, page: HtmlPage): FastifyReply {
  return reply.headers(page.headers).send(page.html)
}

/** The mail in HTML as a mail program shows it: no script, nothing of this origin. */
function sendForm(reply: FastifyReply, { html }: Mail): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; sandbox allow-popups",
    })
    .send(html)
}

function listPage(mails: readonly KeptMail[], templates: readonly string[]): HtmlPage {
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
${list}
${templates.length > 0 ? templateList(templates) : ''}`,
  )
}

function templateList(templates: readonly string[]): string {
  const links = templates.map(
    (name) =>
      `<tr><td><a href="/dev/inbox/templates/${encodeURIComponent(name)}">${escapeHtml(name)}</a></td></tr>`,
  )
  return `<h2>Templates</h2>\n<table>${links.join('\n')}</table>`
}

function mailPage({ to, subject, text }: Mail, html: string): HtmlPage {
  const linked = escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  )
  return htmlPage(
    subject,
    `<p><a href="/dev/inbox">Inbox</a></p>
<h1>${escapeHtml(subject)}</h1>
<p>To ${escapeHtml(to)}, <a href="${html}">as HTML</a></p>
<pre>${linked}</pre>`,
  )
}

function problemPage(name: string, problem: string): HtmlPage {
  return htmlPage(
    name,
    `<p><a href="/dev/inbox">Inbox</a></p>\n<h1>${escapeHtml(name)}</h1>\n<p>${escapeHtml(problem)}</p>`,
  )
}
