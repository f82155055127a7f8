import { html, type LinkMail, type MailTemplate } from '@cambium/runtime/mail'

/** Tells the owner of an account that somebody tried to make it again. */
export const accountExists: MailTemplate<LinkMail> = ({ app, link }) => ({
  subject: `You have an account with ${app} already`,
  text: `Somebody, perhaps you, tried to make an account with this address. There is one already:

${link}

If it was not you, do nothing. If you forgot your password, ask for a new one.
`,
  html: html`
    <p>Somebody, perhaps you, tried to make an account with this address. There is one already:</p>
    <p><a href="${link}">Go there</a></p>
    <p>If it was not you, do nothing. If you forgot your password, ask for a new one.</p>
  `,
})
