/**
 * The shortest of several runs, in milliseconds of processor time: a machine that does other work as well makes the clock run on, not
 * this.
 */
export function quickest(work: () => void, runs = 5): number {
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
