// The drawing of a chart: bars, or a line where bars would be too thin, with what was expected behind them.

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { dated, written } from "../texts";
import { pageColour } from "./colours";

export interface Point {
  /** As a person reads it, as "14:00 to 15:00". */
  name: string;
  /** For the axis, where the name is long. */
  short?: string;
  /** Seconds since 1970: where points have it, the axis is one of time, in UTC. */
  at?: number;
  count: number;
  expected?: number;
  /** Drawn with a mark above it. */
  marked?: boolean;
}

export interface ChartAsked {
  /** What the chart shows, and all that it leaves out stands below it, by the view. */
  title: string;
  /** What is counted, as "accounts". */
  unit: string;
  /** What the axis runs over, as "hour of day (UTC)". */
  across: string;
  points: readonly Point[];
  chosen?: number | null;
  /** A point was clicked, or chosen in the table. */
  onPoint?: (index: number) => void;
  /** What a click does, as "Click a bar to tick its accounts". */
  hint?: string;
  /** A stretch was drawn over with the pointer: from one point to another. */
  onSpan?: (first: number, last: number) => void;
  height?: number;
}

const MOST_BARS = 180;
const DAY_SECONDS = 86_400;

export function Plot(asked: ChartAsked & { onOver: (index: number | null) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const now = useRef(asked);
  now.current = asked;
  const { points, height = 180, title } = asked;

  useEffect(() => {
    const box = place.current;
    if (!box || points.length === 0) return;
    const plot = new uPlot(options(now, box.clientWidth, height), columns(points), box);
    drawn.current = plot;
    const click = () => {
      const index = plot.cursor.idx;
      if (index != null && (points[index]?.count ?? 0) > 0) now.current.onPoint?.(index);
    };
    plot.over.addEventListener("click", click);
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    resized.observe(box);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const recolour = () => plot.redraw(true, true);
    scheme.addEventListener("change", recolour);
    return () => {
      scheme.removeEventListener("change", recolour);
      resized.disconnect();
      drawn.current = null;
      plot.destroy();
    };
  }, [points, height]);

  useEffect(() => drawn.current?.redraw(true, true), [asked.chosen]);

  return <div class={asked.onPoint ? "plot clicks" : "plot"} ref={place} role="img" aria-label={title} />;
}

function columns(points: readonly Point[]): uPlot.AlignedData {
  const across = points.map((point, index) => point.at ?? index);
  return [across, points.map((point) => point.expected ?? null), points.map((point) => point.count || null)];
}

type Now = { readonly current: ChartAsked & { onOver: (index: number | null) => void } };

function options(now: Now, width: number, height: number): uPlot.Options {
  const { points, across } = now.current;
  const isTime = points[0]?.at !== undefined;
  const asBars = points.length <= MOST_BARS;
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? points.length - 1];
  const half = isTime ? (last - first || DAY_SECONDS) / Math.max(1, points.length - 1) / 2 : 0.5;
  return {
    width,
    height,
    padding: [12, null, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: {
      x: { time: isTime, range: [first - half, last + half] },
      y: { range: (_, __, most) => [0, Math.max(1, most)] },
    },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: now.current.onSpan !== undefined, y: false, setScale: false },
    },
    series: [
      {},
      {
        stroke: () => pageColour("--line"),
        fill: () => pageColour("--line-faint"),
        width: 2,
        points: { show: false },
        spanGaps: false,
      },
      asBars ? bars(now) : line(),
    ],
    axes: [
      {
        ...axis(),
        label: across,
        labelSize: 20,
        size: 24,
        labelFont: font(),
        grid: { show: false },
        ...(isTime
          ? { values: (_, at, __, ___, step) => at.map((time) => dayOfStep(time, step)) }
          : named(points)),
        space: isTime ? 64 : 16 + 7 * Math.max(...points.map((point) => (point.short ?? point.name).length)),
      },
      {
        ...axis(),
        grid: { stroke: () => pageColour("--rule"), width: 1 },
        size: 48,
        incrs: STEPS,
        values: (_, counts) => counts.map((count) => written(count)),
      },
    ],
    hooks: {
      setCursor: [(plot) => now.current.onOver(plot.cursor.idx ?? null)],
      setSelect: [(plot) => spanned(plot, now.current)],
      draw: [(plot) => marks(plot, points)],
    },
  };
}

/** Counts are whole. */
const STEPS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].flatMap((ten) => [ten, 2 * ten, 5 * ten]);

function axis(): uPlot.Axis {
  return { stroke: () => pageColour("--ink-soft"), font: font(), ticks: { show: false } };
}

function font(): string {
  return `12px ${getComputedStyle(document.body).fontFamily}`;
}

function named(points: readonly Point[]): uPlot.Axis {
  return {
    incrs: [1, 2, 3, 6, 12, 24, 48, 96],
    values: (_, at) => at.map((index) => points[index]?.short ?? points[index]?.name ?? ""),
  };
}

const MONTH_SECONDS = 28 * DAY_SECONDS;
const YEAR_SECONDS = 365 * DAY_SECONDS;

function dayOfStep(seconds: number, step: number): string {
  const format: Intl.DateTimeFormatOptions =
    step >= YEAR_SECONDS
      ? { year: "numeric" }
      : step >= MONTH_SECONDS
        ? { month: "short", year: "numeric" }
        : { day: "numeric", month: "short" };
  return dated(seconds * 1000, { ...format, timeZone: "UTC" });
}

function bars(now: Now): uPlot.Series {
  const each = (chosen: string, other: string) => () =>
    now.current.points.map((_, index) => pageColour(index === now.current.chosen ? chosen : other));
  const paths = uPlot.paths.bars?.({
    size: [0.8, 48],
    disp: {
      fill: { unit: 3, values: each("--line", "--ink-soft") },
      stroke: { unit: 3, values: each("--ink", "--ink-soft") },
    },
  });
  // The axes' colour, although each bar has its own: uPlot takes what it drew last in a colour to be still in force,
  // which it is not after bars of several, and would draw the axes' words with no colour the next time.
  const same = () => pageColour("--ink-soft");
  return { stroke: same, fill: same, width: 1, points: { show: false }, ...(paths && { paths }) };
}

function line(): uPlot.Series {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return {
    stroke: () => pageColour("--ink"),
    width: 1,
    points: { show: false },
    ...(paths && { paths }),
  };
}

/** A small arrow on top of each point that is marked. */
function marks(plot: uPlot, points: readonly Point[]): void {
  const { ctx } = plot;
  const side = 5 * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = pageColour("--ink");
  for (const [index, point] of points.entries()) {
    if (!point.marked) continue;
    const x = plot.valToPos(point.at ?? index, "x", true);
    const y = plot.valToPos(point.count, "y", true) - 2 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - side, y - 1.4 * side);
    ctx.lineTo(x + side, y - 1.4 * side);
    ctx.fill();
  }
  ctx.restore();
}

function spanned(plot: uPlot, asked: ChartAsked): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  asked.onSpan?.(plot.posToIdx(left), plot.posToIdx(left + width));
}
