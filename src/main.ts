#!/usr/bin/env node
// Nothing newer than ES modules here: an old Node must be able to read this file to say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `docgate needs Node.js 24 or newer, and this is ${process.version}: install a newer one, or run it by npx -p node@24 docgate`,
  );
  process.exit(1);
}

void import('./cli/index.ts')
  .then(({ runCommandLine }) => runCommandLine(process.argv.slice(2)))
  .then((status) => {
    process.exitCode = status;
  });
