import type { MailConfig } from './config.ts'
import type { Variables } from './variables.ts'

/**
 * Where people find the application. Never taken from a request: what a caller writes into a header would stand in the
 * mails of others.
 */
export function readPublicUrl(variables: Variables, production: boolean): string | undefined {
  const text = variables.get('PUBLIC_URL')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.origin !== strip(text)) {
    variables.refuse(
      'PUBLIC_URL must be an origin such as https://shop.example.com, without a path.',
    )
    return undefined
  }
  if (production && url.protocol !== 'https:' && !isThisMachine(url.hostname)) {
    variables.refuse('PUBLIC_URL must begin with https:// in production.')
  }
  return url.origin
}

function strip(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** How mail leaves. */
export function readMail(variables: Variables): MailConfig {
  const smtpUrl = variables.get('SMTP_URL')
  if (smtpUrl !== undefined && !/^smtps?:\/\/.+/.test(smtpUrl)) {
    // The address may hold a password, so it is not repeated.
    variables.refuse('SMTP_URL must be smtps://<user>:<password>@<host>:<port>, or smtp://.')
  }
  const from = variables.get('MAIL_FROM')
  if (from !== undefined && !/^[^\r\n]*[^\s@]+@[^\s@]+$/.test(from)) {
    variables.refuse('MAIL_FROM must be an address: shop@example.com, or Shop <shop@example.com>.')
  }
  if (smtpUrl !== undefined && from === undefined) {
    variables.refuse('SMTP_URL sends mail, so MAIL_FROM must say whom it is from.')
  }
  return { smtpUrl, from }
}
