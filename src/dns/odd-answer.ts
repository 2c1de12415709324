import { AppError } from '../base/errors.ts';

/** An answer that can't be gone on with; whoever knows whose it is tells that. */
export class OddAnswer extends Error {
  override readonly name = 'OddAnswer';
}

/**
 * Does work that takes an API's answers for what its documentation says they are. Where one isn't, reading it throws a
 * TypeError, which is none of our bugs then.
 * @param title the provider, as messages call it
 * @throws AppError `dns-provider` instead of it; whatever else `work` throws
 */
export async function readingAnswers<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Those of Node have a code, and are about something else.
    const isOdd = error instanceof OddAnswer || (error instanceof TypeError && !('code' in error));
    if (!isOdd) throw error;
    throw new AppError(
      'dns-provider',
      `${title} answered with something unexpected: ${error.message}`,
      {
        hint:
          "Look at the provider's status page, and whether a proxy stands before its API, and run again later. If it " +
          'stays, report it to this project with the line above.',
      },
      error,
    );
  }
}
