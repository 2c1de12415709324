// Plain JavaScript, because it has to run on the Node that is too old for the rest.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `This project needs Node 24 and found ${process.versions.node} at ${process.execPath}.\n` +
      '`npm ci` installs it into node_modules unless install scripts are switched off; then `npm rebuild node` does,\n' +
      'and `npm run` finds it there.',
  );
  process.exit(1);
}
