import type { Carrier } from './mailer.ts'

/** Sends mail to a server. The library is loaded with the first call: most processes send none. */
export function carryBySmtp({ url, from }: { url: string; from: string }): Carrier {
  const connect = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({ url, connectionTimeout: 10_000, socketTimeout: 30_000 })
  }
  let transport: ReturnType<typeof connect> | undefined
  return async ({ to, subject, text, html, messageId }) => {
    transport ??= connect()
    const sender = await transport
    // As an object: a text is read as a list, and one address would become several.
    await sender.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      html,
      ...(messageId !== undefined && { messageId }),
    })
  }
}
