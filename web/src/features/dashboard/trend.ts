/** Figures day by day, in lines beside each other: a day of a line leads to its tickets. */
export interface Point {
  /** How high it stands; null where there is nothing to measure. */
  value: number | null;
  /** How it is told. */
  text: string;
  filter: string;
}

export interface Line {
  key: string;
  name: string;
  /** Which colour of the theme it has, by its name without `--gd-`. */
  tone: string;
  /** One a day. */
  points: readonly Point[];
}

export interface Trend {
  days: readonly { key: string; name: string }[];
  lines: readonly Line[];
  /** How a height is told beside the axis. */
  tell: (value: number) => string;
  /** How far the axis's lines lie apart; whole numbers where it is not said. */
  step?: number;
}

/** Up to so many days there is room for a bar a day and line. */
const BARS = 31;

/** Whether days are drawn as bars, which are easier to hit, or as lines. */
export const asBars = (trend: Trend): boolean => trend.days.length <= BARS;

/** Whether nothing happened on any day. */
export const isEmpty = (trend: Trend): boolean => trend.lines.every((line) => line.points.every((point) => point.value === null || point.value === 0));

/** The days on which something is to be told, the newest first: as a table reads. */
export const told = (trend: Trend): readonly number[] =>
  trend.days.map((_, at) => at).filter((at) => trend.lines.some((line) => (line.points[at]?.value ?? 0) !== 0)).reverse();

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Stretches of time that people count in, in seconds. */
const STEPS = [1, 10, 60, 300, 900, 1_800, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 90 * DAY];
/** At most so many lines above the axis. */
const LINES = 6;

/** How far lines lie apart on an axis of so many seconds, so that they stand at whole minutes, hours or days. */
export const stepOf = (most: number): number => STEPS.find((step) => most / step <= LINES) ?? Math.ceil(most / LINES / (90 * DAY)) * 90 * DAY;
