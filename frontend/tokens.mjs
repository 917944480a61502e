// A theme of NL Design System sets thousands of tokens, for components of every municipality. Only those that our
// style sheet uses, directly or through another token, are sent to the reader.

const DECLARATION = /(--[\w-]+):((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;}"'])*);?/g;
const USE = /var\(\s*(--[\w-]+)/g;
const THEME = /\.voorbeeld-theme\{((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^}"'])*)\}/;

/** The minified style sheet without the tokens of the theme that nothing uses. */
export function pruneTokens(css) {
  const theme = THEME.exec(css);
  if (!theme) throw new Error("frontend/app.css imports no .voorbeeld-theme; see docs/interface.md");
  const tokens = new Map([...theme[1].matchAll(DECLARATION)].map(([, name, value]) => [name, value]));
  const used = new Set();
  const waiting = usesIn(css.replace(theme[0], ""));
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (used.has(name) || !tokens.has(name)) continue;
    used.add(name);
    waiting.push(...usesIn(tokens.get(name)));
  }
  const kept = [...tokens].filter(([name]) => used.has(name)).map(([name, value]) => `${name}:${value}`);
  return css.replace(theme[0], () => `.voorbeeld-theme{${kept.join(";")}}`);
}

function usesIn(text) {
  return [...text.matchAll(USE)].map(([, name]) => name);
}
