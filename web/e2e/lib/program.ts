/** The real program on throw-away data. It goes when the run goes, however that ends. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { serveDist, type DistServer } from "./dist";

/** Everybody's password: the administrator's, and that of the people of the demo. */
export const PASSWORD = "Kx7-plum-orchard-41";
const SECRET_KEY = "3f1d7a9c5be2480f96a4c1d8e07b2356f8a9d0c4b7e61235a8f09c4d2b71e6a5";
/** How long a start may take, in milliseconds; filling the demo with a debug build is slow. */
const START = 120_000;

/** What a program begins with: nothing (the guide of the first start is still ahead), or the people and tickets of `gongdan demo`. */
export type Data = "fresh" | "demo";

/** The program that is tried. */
export const binary = resolve(process.env.GONGDAN_BIN ?? new URL("../../../target/debug/gongdan", import.meta.url).pathname);

const rubbish = new Set<string>();
process.on("exit", () => {
  for (const directory of rubbish) rmSync(directory, { recursive: true, force: true });
});

// Whoever ends the run has no wish for its rubbish.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "gongdan-e2e-"));
  rubbish.add(directory);
  return directory;
}

function throwAway(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  rubbish.delete(directory);
}

/** The settings of whoever runs the tests do not count. */
function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GONGDAN_") && name !== "DATABASE_URL");
  return { ...Object.fromEntries(kept), GONGDAN_ADMIN_PASSWORD: PASSWORD, GONGDAN_SECRET_KEY: SECRET_KEY, GONGDAN_LOG: "warn", RUST_BACKTRACE: "1", ...more };
}

/** One process of the program. */
class Running {
  private log = "";
  private readonly guard: ChildProcess;
  private readonly gone: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.gone = once(child, "exit");
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => { this.log += text; });
    // Ends the program where this run is ended without having cleaned up: its end of the pipe closes then.
    this.guard = spawn("sh", ["-c", `cat >/dev/null; kill -9 ${child.pid ?? 0}`], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  }

  static async start(args: readonly string[], more: Record<string, string>, cwd: string): Promise<{ run: Running; url: string }> {
    if (!existsSync(binary)) throw new Error(`there is no ${binary}: build it, or name another with GONGDAN_BIN`);
    const child = spawn(binary, args, { cwd, env: environment(more), stdio: ["ignore", "pipe", "pipe"] });
    const run = new Running(child);
    const url = await run.address();
    return { run, url };
  }

  /** Waits for the line that names the address. */
  private address(): Promise<string> {
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`not ready after ${START} ms:\n${this.log}`)), START);
      const look = () => {
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(this.log)?.[0];
        if (url === undefined) return;
        clearTimeout(late);
        done(url);
      };
      this.child.stdout?.on("data", look);
      this.child.on("exit", (code) => {
        clearTimeout(late);
        fail(new Error(`ended before it was ready (${code ?? "signal"}):\n${this.log}`));
      });
    });
  }

  /** What it has printed; the end of it. */
  tail(): string {
    return this.log.split("\n").slice(-20).join("\n");
  }

  get calm(): boolean {
    return !this.log.includes("panicked");
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    // Browsers hold streams open; after a while it is not asked any more.
    const impatient = setTimeout(() => this.child.kill("SIGKILL"), 5_000);
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await this.gone;
    }
    clearTimeout(impatient);
    this.guard.kill("SIGKILL");
  }
}

let filled: Promise<string> | undefined;

/** The data directory of a demo, filled once a run and copied for each who wants it. */
async function demoData(): Promise<string> {
  const directory = makeDirectory();
  const { run, url } = await Running.start(["demo", "--listen", "127.0.0.1:0"], { TMPDIR: directory }, directory);
  const admin = await Client.login(url, "admin");
  await admin.call("PUT", "/api/v1/instance/set-up");
  // A demo that is asked to stop removes its data; this one is to leave them, and the journal makes them whole.
  await run.stop("SIGKILL");
  const [made] = readdirSync(directory);
  if (made === undefined) throw new Error(`the demo left nothing in ${directory}`);
  return join(directory, made);
}

/** Speaks to the program beside the browser, to prepare and to look after. */
export class Client {
  private constructor(private readonly url: string, private readonly token: string) {}

  static async login(url: string, username: string): Promise<Client> {
    const nobody = new Client(url, "");
    const { token } = await nobody.call<{ token: string }>("POST", "/api/v1/auth/login", { username, password: PASSWORD });
    return new Client(url, token);
  }

  /** What was answered. Fails for a refusal. */
  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(this.token !== "" && { Authorization: `Bearer ${this.token}` }), ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
}

/** A program with its data, and the pages where they are served beside it. */
export class Program {
  private readonly clients = new Map<string, Promise<Client>>();

  private constructor(private readonly directory: string, private run: Running, private readonly address: string, private readonly dist: DistServer | undefined) {}

  /** On data of its own. */
  static async start(data: Data): Promise<Program> {
    const directory = makeDirectory();
    if (data === "demo") cpSync(await (filled ??= demoData()), directory, { recursive: true });
    return Program.on(directory);
  }

  /** On a data directory that somebody has filled; its administrator gets the password of the tests. The data stay unless they are ours. */
  static async onFilled(directory: string): Promise<Program> {
    execFileSync(binary, ["user", "password", "admin", "--password-stdin", "--data-dir", directory], { cwd: directory, env: environment({}), input: PASSWORD });
    const program = await Program.on(directory);
    await (await program.as("admin")).call("PUT", "/api/v1/instance/set-up");
    return program;
  }

  private static async on(directory: string): Promise<Program> {
    const { run, url } = await Running.start(["serve", "--listen", "127.0.0.1:0", "--data-dir", directory], {}, directory);
    const pages = process.env.GONGDAN_E2E_DIST;
    return new Program(directory, run, url, pages === undefined ? undefined : await serveDist(pages, url));
  }

  /** Where the pages are. */
  get url(): string {
    return this.dist?.url ?? this.address;
  }

  /** A client with somebody's log-in; the administrator's by default. */
  as(username = "admin"): Promise<Client> {
    const known = this.clients.get(username) ?? Client.login(this.address, username);
    this.clients.set(username, known);
    return known;
  }

  /** Runs one of the program's other commands on its data. */
  command(...args: string[]): string {
    return execFileSync(binary, [...args, "--data-dir", this.directory], { cwd: this.directory, env: environment({}), encoding: "utf8" });
  }

  /** Ends the process; the data stay, and `again` serves them at the same address. */
  async cut(): Promise<void> {
    await this.run.stop("SIGKILL");
  }

  async again(): Promise<void> {
    const { run } = await Running.start(["serve", "--listen", new URL(this.address).host, "--data-dir", this.directory], {}, this.directory);
    this.run = run;
  }

  /** Changes its data behind its back, by a statement of SQL. It has to be cut. */
  tamper(sql: string): void {
    execFileSync("python3", ["-c", "import sqlite3, sys; data = sqlite3.connect(sys.argv[1]); data.execute(sys.argv[2]); data.commit()", join(this.directory, "gongdan.db"), sql]);
  }

  /** The end of what it has printed, for a test that failed. */
  tail(): string {
    return this.run.tail();
  }

  /** Ends it and throws its data away, where they are ours. Fails where it panicked. */
  async stop(): Promise<void> {
    await this.dist?.stop();
    await this.run.stop();
    if (rubbish.has(this.directory)) throwAway(this.directory);
    if (!this.run.calm) throw new Error(`the program panicked:\n${this.run.tail()}`);
  }
}
