/** The style of the documentation pages, light and dark. */
export const docsStyle: string = `
  :root {
    color-scheme: light dark;
    --ink: #1c2b24; --soft: #5b6d63; --paper: #fbfcfa; --side: #f2f6f1; --line: #dfe7df; --code: #eef3ee; --link: #1b6b3f;
    --get: #1b6b3f; --post: #1d5fa8; --patch: #8a5a00; --put: #6b3fa0; --delete: #b3261e;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #dce8df; --soft: #93a79a; --paper: #131a16; --side: #182019; --line: #2c3a31; --code: #202b24; --link: #7fd0a0;
      --get: #7fd0a0; --post: #7db8f0; --patch: #e5b567; --put: #c6a4f0; --delete: #f2938c;
    }
  }
  * { box-sizing: border-box }
  html { scroll-padding-top: 1rem }
  body { margin: 0; font: 16px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); min-height: 100vh }
  nav { background: var(--side); border-right: 1px solid var(--line); padding: 1.5rem 1.25rem; font-size: .92rem }
  nav > div { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto }
  nav ul { list-style: none; margin: 0 0 1rem; padding: 0 }
  nav li { padding: .12rem 0 }
  nav a { color: var(--ink); text-decoration: none }
  nav a:hover, main a:hover { text-decoration: underline }
  nav ul ul { margin: .2rem 0 .6rem .2rem; padding-left: .8rem; border-left: 2px solid var(--line) }
  nav ul ul a { color: var(--soft) }
  nav .here { color: var(--link); font-weight: 600 }
  nav .name { font-weight: 700; font-size: 1.05rem; margin: 0 0 1rem }
  main { padding: 2rem 2.5rem 5rem; max-width: 62rem }
  h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 .5rem }
  h2 { font-size: 1.25rem; margin: 0 0 .4rem }
  h2 a { color: inherit; text-decoration: none }
  h3 { font-size: .82rem; text-transform: uppercase; letter-spacing: .05em; color: var(--soft); margin: 1.4rem 0 .4rem }
  h3 code { text-transform: none; letter-spacing: 0 }
  section { border-top: 1px solid var(--line); margin-top: 2.2rem; padding-top: 1.8rem }
  p { margin: .4rem 0 }
  a { color: var(--link) }
  .lead { color: var(--soft); font-size: 1.05rem }
  code, pre { font: .86rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); border-radius: 4px }
  code { padding: .1rem .3rem; overflow-wrap: anywhere }
  pre { padding: .8rem 1rem; overflow-x: auto; margin: .4rem 0; border: 1px solid var(--line) }
  .address code { background: none; padding: 0; font-size: .95rem }
  .address em { font-style: normal; color: var(--patch) }
  .method { display: inline-block; min-width: 4.2rem; font: 700 .78rem/1.7 ui-monospace, monospace; letter-spacing: .03em }
  .get { color: var(--get) } .post { color: var(--post) } .patch { color: var(--patch) } .put { color: var(--put) } .delete { color: var(--delete) }
  .token, .must { font: 600 .72rem/1.6 system-ui, sans-serif; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; vertical-align: middle; white-space: nowrap }
  .token { color: var(--patch) }
  .must { color: var(--delete); margin-left: .5rem }
  .limit { color: var(--soft); font-size: .88rem; margin-left: .4rem }
  .limit:first-child { margin-left: 0 }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; width: 100%; font-size: .92rem }
  th { text-align: left; font-size: .78rem; color: var(--soft); font-weight: 600 }
  th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
  td:first-child { white-space: nowrap }
  summary { cursor: pointer; color: var(--link); margin: .5rem 0; width: fit-content }
  .operations td:first-child { width: 5rem }
  .operations td:last-child { width: 38% }
  @media (max-width: 52rem) {
    .page { grid-template-columns: minmax(0, 1fr) }
    nav { border-right: 0; border-bottom: 1px solid var(--line) }
    nav ul ul { display: none }
    nav > div { position: static; max-height: none }
    nav li { display: inline-block; margin-right: 1rem }
    main { padding: 1.5rem 1rem 4rem }
  }
`
