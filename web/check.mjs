// Builds into a folder that is thrown away, and compares with what is committed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "firstup-web-"));
let stale = 0;
try {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit", env: { ...process.env, OUT: folder } });
  for (const name of ["board.js", "page.js", "firstup.css"]) {
    if (!readFileSync(join(folder, name)).equals(readFileSync(join("dist", name)))) {
      console.error(`dist/${name} is not what the sources build: run npm run build, and commit it`);
      stale += 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = stale > 0 ? 1 : 0;
