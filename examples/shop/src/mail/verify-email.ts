import { html, type LinkMail, type MailTemplate } from '@cambium/runtime/mail'

/** Proves that an address is the one of who gave it. */
export const verifyEmail: MailTemplate<LinkMail> = ({ app, link, minutes }) => ({
  subject: `Confirm your address for ${app}`,
  text: `Please confirm that this is your address:

${link}

The link is good for ${minutes} minutes. If you did not ask for it, do nothing.
`,
  html: html`
    <p>Please confirm that this is your address:</p>
    <p><a href="${link}">Confirm the address</a></p>
    <p>The link is good for ${minutes} minutes. If you did not ask for it, do nothing.</p>
  `,
})
