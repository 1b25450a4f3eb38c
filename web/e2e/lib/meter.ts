/** What is measured inside of a page while a list scrolls: frames, long tasks, rows that were missing, and where the list stood. */
import type { BrowserContext, Page } from "playwright-core";

/** What one stretch of scrolling was like; times in milliseconds. */
export interface Stretch {
  /** From one frame to the next. */
  frames: number[];
  /** Tasks of more than 50 ms. */
  longTasks: number[];
  /** Places in sight that had no row, or one without its ticket, summed over the frames in which that was so. */
  blank: number;
  empty: number;
  /** How far the list stood from where it began, frame by frame, in pixels. */
  way: number[];
}

/** A stretch with the milliseconds that the page's main thread worked for it. */
export interface Scrolled extends Stretch { cpu: number }

interface Meter {
  /** When the first row with a ticket was there, after the navigation began. */
  firstRow: number | undefined;
  start: () => void;
  stop: () => Stretch;
  /** Runs `act` on the list and answers how long it took until every row in sight had its ticket. */
  until: (act: (list: Element) => void) => Promise<number>;
}

declare global {
  interface Window { gongdanMeter: Meter }
}

/** Runs in the page, before its own scripts. */
function install(): void {
  const HEAD = 34;
  const list = () => document.querySelector("[role=grid]");
  const height = () => (matchMedia("(max-width: 700px)").matches ? 52 : 38);
  /** How many places in sight have no row, or an empty one. */
  const missing = (box: Element): [blank: number, empty: number] => {
    const count = Number(box.getAttribute("aria-rowcount")) - 1;
    const first = Math.floor(box.scrollTop / height());
    const last = Math.min(count - 1, Math.floor((box.scrollTop + box.clientHeight - HEAD - 1) / height()));
    const missed: [number, number] = [0, 0];
    for (let index = first; index <= last; index += 1) {
      const row = document.getElementById(`row-${index}`);
      if (row === null) missed[0] += 1;
      else if (row.querySelector("a") === null) missed[1] += 1;
    }
    return missed;
  };
  let stretch: Stretch = { frames: [], longTasks: [], blank: 0, empty: 0, way: [] };
  let before = 0;
  let began = 0;
  let request = 0;
  new PerformanceObserver((tasks) => {
    for (const task of tasks.getEntries()) stretch.longTasks.push(task.duration);
  }).observe({ type: "longtask" });
  // The browser scrolls by itself and tells afterwards: what is missing when it tells has been seen missing.
  document.addEventListener("scroll", () => {
    const box = list();
    if (request !== 0 && box !== null) stretch.blank += missing(box)[0];
  }, { capture: true, passive: true });
  const frame = (now: number) => {
    stretch.frames.push(now - before);
    before = now;
    const box = list();
    if (box !== null) {
      stretch.empty += missing(box)[1];
      stretch.way.push(box.scrollTop - began);
    }
    request = requestAnimationFrame(frame);
  };
  window.gongdanMeter = {
    firstRow: undefined,
    start: () => {
      began = list()?.scrollTop ?? 0;
      before = performance.now();
      stretch = { frames: [], longTasks: [], blank: 0, empty: 0, way: [] };
      request = requestAnimationFrame(frame);
    },
    stop: () => {
      cancelAnimationFrame(request);
      request = 0;
      return stretch;
    },
    until: (act) => new Promise((done) => {
      const from = performance.now();
      const look = () => {
        const box = list();
        const [blank, empty] = box === null ? [1, 1] : missing(box);
        if (blank + empty === 0) done(performance.now() - from);
        else requestAnimationFrame(look);
      };
      const box = list();
      if (box !== null) act(box);
      requestAnimationFrame(look);
    }),
  };
  const first = () => {
    if (document.querySelector("[role=row][data-index] a") === null) requestAnimationFrame(first);
    else window.gongdanMeter.firstRow = performance.now();
  };
  requestAnimationFrame(first);
}

/** Has every page of the context measure itself. */
export async function meter(context: BrowserContext): Promise<void> {
  // What runs these files names inner functions by a helper of its own, which a page does not have.
  await context.addInitScript("globalThis.__name = (one) => one");
  await context.addInitScript(install);
}

/** Scrolls as a wheel does, by so many pixels at a speed in pixels a second, and says what it was like. */
export async function scroll(page: Page, pixels: number, speed: number): Promise<Scrolled> {
  const box = await page.locator("[role=grid]").boundingBox();
  if (box === null) throw new Error("there is no list to scroll");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration")?.value ?? 0;
  await page.evaluate(() => window.gongdanMeter.start());
  const from = await busy();
  await session.send("Input.synthesizeScrollGesture", { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2), yDistance: -pixels, speed, gestureSourceType: "mouse", preventFling: true });
  const cpu = ((await busy()) - from) * 1000;
  const stretch = await page.evaluate(() => window.gongdanMeter.stop());
  await session.detach();
  return { ...stretch, cpu };
}
