// The parts of a network that no edge joins.

/** The number of the part that each of so many is in, from 0. `ends`: pairs of positions. */
export function partsOf(count: number, ends: ArrayLike<number>): Uint32Array {
  const leader = Uint32Array.from({ length: count }, (_, at) => at);
  const leaderOf = (at: number): number => {
    let now = at;
    while (leader[now] !== now) {
      leader[now] = leader[leader[now] as number] as number;
      now = leader[now] as number;
    }
    return now;
  };
  for (let at = 0; at < ends.length; at += 2)
    leader[leaderOf(ends[at] as number)] = leaderOf(ends[at + 1] as number);
  const numbers = new Map<number, number>();
  return leader.map((_, at) => {
    const mine = leaderOf(at);
    if (!numbers.has(mine)) numbers.set(mine, numbers.size);
    return numbers.get(mine) as number;
  });
}
