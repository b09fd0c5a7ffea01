/** The shortest of several runs, in milliseconds: other work of the machine can only make it longer. */
export function quickest(work: () => void, runs = 5): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
