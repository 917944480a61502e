// Builds the script, the styles and the icon into the folder that Django serves: `npm run build`.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { pruneTokens } from "./tokens.mjs";

const frontend = dirname(fileURLToPath(import.meta.url));
const target = join(frontend, "..", "src", "tweespoor", "site", "static", "build");

const result = await build({
  entryPoints: ["app.ts", "own.ts", "own-worker.ts", "attendance-worker.ts", "app.css", "favicon.svg"].map((name) => join(frontend, name)),
  outdir: target,
  bundle: true,
  minify: true,
  target: ["es2020", "chrome109", "firefox115", "safari15.6"],
  loader: { ".woff2": "file", ".ttf": "file", ".svg": "copy" },
  assetNames: "fonts/[name]",
  legalComments: "linked",
  write: false,
});

await rm(target, { recursive: true, force: true });
for (const file of result.outputFiles) {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.path.endsWith(".css") ? pruneTokens(file.text) : file.contents);
}
