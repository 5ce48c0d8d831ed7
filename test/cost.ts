/**
 * What a piece of work costs this thread: processor milliseconds and bytes held after it. A machine that is busy with other
 * things changes neither, so a limit on them may stand in a test; how long people wait is for bin/bench to say.
 */
export async function costOf<T>(work: () => T | Promise<T>): Promise<{ result: T; milliseconds: number; bytes: number }> {
  const held = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const [memory, before] = [held(), process.threadCpuUsage()];
  const result = await work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, milliseconds: (user + system) / 1000, bytes: held() - memory };
}
