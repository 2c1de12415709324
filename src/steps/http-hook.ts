import type { World } from '../base/ports.ts';
import type { RunHook } from '../challenge/http01-hook.ts';
import { runProgram } from '../dns/foreign/program.ts';

/** Runs the program of the input `http-hook`, bounded and ended as a group; its output in the log. */
export function httpHook(
  file: string,
  { env, clock, processes, log }: Pick<World, 'env' | 'clock' | 'processes' | 'log'>,
): RunHook {
  return (args, bound) => {
    const [verb, name = ''] = args;
    const call = {
      label: 'http-hook',
      file,
      args,
      told: `${file} ${verb} ${name}`,
      hint: 'Run the program by hand with `present <name> <token> <key authorization>`; its output stands in the log above.',
    };
    return runProgram(call, { env, ports: { clock, processes, log } }, bound);
  };
}
