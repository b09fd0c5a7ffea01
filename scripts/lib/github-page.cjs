/** A page that shows HTML in GitHub's manner: fonts, tables and code spans as its readers see them, light or dark. */

const colors = {
  light: {
    page: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    line: '#d1d9e0',
    band: '#f6f8fa',
    code: '#818b981f',
    link: '#0969da',
  },
  dark: {
    page: '#0d1117',
    text: '#f0f6fc',
    muted: '#9198a1',
    line: '#3d444d',
    band: '#151b23',
    code: '#656c7633',
    link: '#4493f8',
  },
};

function styles(theme) {
  const { page, text, muted, line, band, code, link } = colors[theme];
  return `
    * { box-sizing: border-box; }
    body { margin: 0; padding: 24px; background: ${page}; color: ${text}; font: 16px/1.5 'Liberation Sans', Arial, sans-serif; }
    .comment { border: 1px solid ${line}; border-radius: 6px; }
    .comment header { background: ${band}; color: ${muted}; border-bottom: 1px solid ${line}; border-radius: 6px 6px 0 0; padding: 8px 16px; font-size: 14px; }
    .comment header b { color: ${text}; }
    .comment header span { border: 1px solid ${line}; border-radius: 1em; padding: 0 7px; font-size: 12px; }
    .comment .body { padding: 16px; font-size: 14px; }
    h2 { font-size: 1.5em; border-bottom: 1px solid ${line}; padding-bottom: .3em; }
    h3 { font-size: 1.25em; } h4 { font-size: 1em; }
    h2, h3, h4 { line-height: 1.25; margin: 24px 0 16px; }
    .body > :first-child { margin-top: 0; } .body > :last-child { margin-bottom: 0; }
    p, ul, ol, table, details, pre { margin: 0 0 16px; }
    ul, ol { padding-left: 2em; } li > p { margin-top: 16px; } li + li { margin-top: .25em; }
    ul ul, ol ol, ul ol, ol ul { margin: 0; }
    a { color: ${link}; text-decoration: underline; }
    code { background: ${code}; border-radius: 6px; padding: .2em .4em; font: 85% 'Liberation Mono', monospace; overflow-wrap: anywhere; white-space: break-spaces; }
    pre { background: ${band}; border-radius: 6px; padding: 16px; overflow: auto; }
    pre code { background: none; padding: 0; }
    table { border-collapse: collapse; } th, td { border: 1px solid ${line}; padding: 6px 13px; } tr:nth-child(2n) td { background: ${band}; }
    summary { cursor: pointer; }
    .mermaid { margin: 8px 0 16px; padding: 8px; border: 1px solid ${line}; border-radius: 6px; text-align: center; }
    .mermaid svg { max-width: 100%; height: auto; }`;
}

/**
 * @param html the text, rendered
 * @param theme `light` or `dark`
 * @param kind `comment` in its frame, or a `summary` on its page
 * @param mermaid address of the script that draws; without it diagrams stay code
 */
function githubPage(html, theme, kind, mermaid) {
  const drawn = mermaid
    ? html.replaceAll(/<pre><code class="language-mermaid">(.*?)<\/code><\/pre>/gs, '<div class="mermaid">$1</div>')
    : html;
  const header = kind === 'comment' ? '<header><b>github-actions</b> <span>bot</span> commented now</header>' : '';
  // As GitHub sets it: no scripts, no links, no HTML of a diagram's author.
  const options = { startOnLoad: false, securityLevel: 'strict', theme: theme === 'dark' ? 'dark' : 'default' };
  const draw = mermaid
    ? `<script src="${mermaid}"></script><script>mermaid.initialize(${JSON.stringify(options)}); mermaid.run().then(done, done);</script>`
    : '<script>done();</script>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${styles(theme)}</style>
    <script>function done() { document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height); }</script></head>
    <body><div class="${kind}">${header}<div class="body">${drawn}</div></div>${draw}</body></html>`;
}

module.exports = { githubPage };
