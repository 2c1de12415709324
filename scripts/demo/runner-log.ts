/**
 * A line of a step's output as the runner shows it: workflow commands are obeyed and not printed, annotations become
 * text. Lines that are no commands stay what they are.
 */
export function asShownByRunner(line: string): string[] {
  const [, command, title, text = ''] = /^::([a-z-]+)(?: title=([^,:]*))?.*?::(.*)$/.exec(line) ?? [];
  switch (command) {
    case undefined:
      return [line];
    case 'group':
      return [unescaped(text)];
    case 'error':
    case 'warning':
    case 'notice':
      return [`${command}: ${unescaped(title ?? '')}`, ...unescaped(text).split('\n')];
    default:
      return [];
  }
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%25', '%');
}
