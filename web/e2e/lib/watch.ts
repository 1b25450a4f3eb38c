/** Notes what goes wrong in a browser while a test looks elsewhere: errors of scripts, refused requests, breaches of the policy. */
import type { BrowserContext, ConsoleMessage, Page } from "playwright-core";

const FAILED = /^Failed to load resource: (?:the server responded with a status of (\d+)|net::(ERR_\w+))/;

export class Watch {
  readonly problems: string[] = [];
  /** 401 is how a page learns that nobody is logged in. */
  private readonly expected = new Set<string>(["401"]);

  /** Statuses (`409`) and failures of the network (`ERR_INTERNET_DISCONNECTED`) that the test brings about. */
  expect(...what: (number | string)[]): void {
    for (const one of what) this.expected.add(String(one));
  }

  async over(context: BrowserContext): Promise<void> {
    await context.exposeBinding("gongdanBreach", (_, breach: string) => {
      this.problems.push(`breach of the content policy: ${breach}`);
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const at = event.target instanceof Element ? event.target.outerHTML.slice(0, 200) : "document";
        const tell = (window as unknown as { gongdanBreach: (breach: string) => Promise<void> }).gongdanBreach;
        void tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} at ${at} ${event.sample}`);
      });
    });
    context.on("page", (page) => this.page(page));
  }

  private page(page: Page): void {
    page.on("pageerror", (error) => this.problems.push(`error in the page: ${error.stack ?? error.message}`));
    page.on("console", (message) => this.said(message));
  }

  private said(message: ConsoleMessage): void {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const text = message.text();
    const [, status, failure] = FAILED.exec(text) ?? [];
    const what = status ?? failure;
    if (what !== undefined && this.expected.has(what)) return;
    if (/^Event(?:Source|Stream)/.test(text) && this.expected.has("ERR_CONNECTION_REFUSED")) return;
    this.problems.push(`console ${message.type()}: ${text} (${message.location().url})`);
  }
}
