import type { World } from '../base/ports.ts';
import type { RunHook } from '../challenge/http01-hook.ts';
import { runProgram } from '../dns/foreign/program.ts';

/**
 * Runs the program of the input `http-hook`, bounded and ended as a group; its output in the log. It is told all a
 * second time as certbot tells its manual hooks: a token that begins with `-` looks like an option to many programs.
 */
export function httpHook(
  file: string,
  { env, clock, processes, log }: Pick<World, 'env' | 'clock' | 'processes' | 'log'>,
): RunHook {
  return (args, bound) => {
    const [verb, name = '', token, validation] = args;
    const call = {
      label: 'http-hook',
      file,
      args,
      env: { CERTBOT_DOMAIN: name, CERTBOT_TOKEN: token, CERTBOT_VALIDATION: validation },
      open: ['CERTBOT_TOKEN'],
      told: `${file} ${verb} ${name}`,
      hint: 'Run the program by hand with `present <name> <token> <key authorization>`; its output stands in the log above.',
    };
    return runProgram(call, { env, ports: { clock, processes, log } }, bound);
  };
}
