/** The most memory that this process and its descendants held, in MB; looked at every 200 ms. Linux alone tells it. */
import { execFileSync } from 'node:child_process';

export function peakMemory(): { stop(): { ownPeak: number; childrenPeak: number } } {
  let ownPeak = 0;
  let childrenPeak = 0;
  const timer = setInterval(() => {
    ownPeak = Math.max(ownPeak, process.memoryUsage().rss);
    childrenPeak = Math.max(childrenPeak, descendants(process.pid));
  }, 200);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      return { ownPeak: Math.round(ownPeak / 2 ** 20), childrenPeak: Math.round(childrenPeak / 2 ** 20) };
    },
  };
}

/** Bytes of all that run below `pid`. */
function descendants(pid: number): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number =>
    rows.reduce((sum, [child = 0, of, kilobytes = 0]) => (of === parent ? sum + kilobytes * 1024 + below(child) : sum), 0);
  return below(pid);
}
