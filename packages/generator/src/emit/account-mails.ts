import type { AccountsIR, SignInMethod } from '@cambium/model'

/** A mail that accounts send: where its template stands, and what stands in it at first. */
export interface AccountMail {
  readonly path: string
  /** What the template is called in its file, and in the application. */
  readonly name: string
  readonly text: string
}

interface MailWords {
  readonly name: string
  readonly file: string
  /** The methods that send it; every application with accounts where there are none. */
  readonly methods?: readonly SignInMethod[]
  readonly type: 'LinkMail' | 'CodeMail' | 'InvitationMail'
  readonly doc: string
  readonly uses: string
  readonly subject: string
  readonly greeting: string
  readonly button: string
  readonly ending: string
}

/** The mails that the methods send, each with the template it starts with. */
export function accountMails({ methods }: AccountsIR): AccountMail[] {
  return mails
    .filter((mail) => mail.methods?.some((method) => methods.includes(method)) ?? true)
    .map((mail) => ({ path: `src/mail/${mail.file}.ts`, name: mail.name, text: textOf(mail) }))
}

function textOf(mail: MailWords): string {
  const shown = mail.type === 'CodeMail' ? '{code}' : '{link}'
  const main =
    mail.type === 'CodeMail'
      ? `<p style="font-size: 1.5em; letter-spacing: 0.2em">${shown}</p>`
      : `<p><a href="${shown}">${mail.button}</a></p>`
  const text = `import { ${importsOf(mail.type)} } from '@cambium/runtime/mail'

/** ${mail.doc} */
export const ${mail.name}: MailTemplate<${mail.type}> = ({ ${mail.uses} }) => ({
  subject: \`${mail.subject}\`,
  text: \`${mail.greeting}

${shown}

${mail.ending}
\`,
  html: html\`
    <p>${mail.greeting}</p>
    ${main}
    <p>${mail.ending}</p>
  \`,
})
`
  return withValues(text, mail)
}

/** In the order in which the formatter has them. */
function importsOf(type: MailWords['type']): string {
  const values = type === 'CodeMail' ? [`type ${type}`, 'html'] : ['html', `type ${type}`]
  return [...values, 'type MailTemplate'].join(', ')
}

/** `{app}` becomes the value of that name in the template. */
function withValues(text: string, { uses }: MailWords): string {
  const names = new Set(uses.split(', '))
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (names.has(name) ? `\${${name}}` : all))
}

const link = 'app, link, minutes'

const mails: readonly MailWords[] = [
  {
    name: 'verifyEmail',
    file: 'verify-email',
    type: 'LinkMail',
    doc: 'Proves that an address is the one of who gave it.',
    uses: link,
    subject: 'Confirm your address for {app}',
    greeting: 'Please confirm that this is your address:',
    button: 'Confirm the address',
    ending: 'The link is good for {minutes} minutes. If you did not ask for it, do nothing.',
  },
  {
    name: 'resetPassword',
    file: 'reset-password',
    methods: ['password'],
    type: 'LinkMail',
    doc: 'Lets somebody who forgot their password choose another.',
    uses: link,
    subject: 'A new password for {app}',
    greeting: 'Choose a new password here:',
    button: 'Choose a new password',
    ending: 'The link is good for {minutes} minutes. If you did not ask for it, do nothing.',
  },
  {
    name: 'accountExists',
    file: 'account-exists',
    methods: ['password'],
    type: 'LinkMail',
    doc: 'Tells the owner of an account that somebody tried to make it again.',
    uses: 'app, link',
    subject: 'You have an account with {app} already',
    greeting:
      'Somebody, perhaps you, tried to make an account with this address. There is one already:',
    button: 'Go there',
    ending: 'If it was not you, do nothing. If you forgot your password, ask for a new one.',
  },
  {
    name: 'signInLink',
    file: 'sign-in-link',
    methods: ['magicLink'],
    type: 'LinkMail',
    doc: 'Signs in who follows its link.',
    uses: link,
    subject: 'Sign in to {app}',
    greeting: 'Follow this link to sign in:',
    button: 'Sign in',
    ending:
      'The link is good once and for {minutes} minutes. If you did not ask for it, do nothing.',
  },
  {
    name: 'signInCode',
    file: 'sign-in-code',
    methods: ['emailCode'],
    type: 'CodeMail',
    doc: 'Brings the code that signs somebody in.',
    uses: 'app, code, minutes',
    subject: 'Your code for {app}',
    greeting: 'Your code is:',
    button: '',
    ending: 'It is good once and for {minutes} minutes. Give it to nobody.',
  },
  {
    name: 'invitation',
    file: 'invitation',
    methods: ['organisations'],
    type: 'InvitationMail',
    doc: 'Asks somebody to join an organisation.',
    uses: 'app, link, organisation, inviter',
    subject: 'Join {organisation} on {app}',
    greeting: '{inviter} asks you to join {organisation}:',
    button: 'Join',
    ending: 'If you do not know what this is about, do nothing.',
  },
]
