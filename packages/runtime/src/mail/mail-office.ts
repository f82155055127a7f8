import { nearestName } from '../errors/index.ts'
import type { Message } from '../queue/index.ts'
import type { MailTemplates } from './mail-template.ts'

/** What a row of the queue of kind `mail` holds: the template is its name, and the mail is written when it is sent. */
export interface MailOrder {
  readonly to: string
  readonly data: unknown
}

/** Takes orders for mail. */
export interface MailOffice {
  /** The message of one mail. Throws for a template there is not and for what is not one address. */
  order(mail: { to: string; template: string; data: unknown }): Message
}

const maxAddress = 254

/** The office of an application with these templates. */
export function createMailOffice(templates: MailTemplates): MailOffice {
  const names = Object.keys(templates)
  return {
    order({ to, template, data }) {
      if (!names.includes(template)) throw unknownTemplate(template, names)
      if (!isAddress(to)) throw new Error(`The mail "${template}" has no address to go to`)
      const payload: MailOrder = { to, data }
      return { kind: 'mail', name: template, payload }
    },
  }
}

function unknownTemplate(template: string, names: readonly string[]): Error {
  const nearest = nearestName(template, names)
  const hint = nearest ? `: did you mean "${nearest}"?` : ': write it into src/mail'
  return new Error(`There is no mail "${template}"${hint}`)
}

/** One address and nothing else: neither a list nor a line more. */
function isAddress(to: unknown): boolean {
  return typeof to === 'string' && to.length <= maxAddress && /^[^\s,;<>"]+@[^\s,;<>"@]+$/.test(to)
}
