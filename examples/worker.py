#!/usr/bin/env python3
"""A worker for Gongdan: leases jobs over HTTP, does them, and tells what came of them. Needs nothing but Python 3.8.

    export GONGDAN_URL=http://127.0.0.1:8080 GONGDAN_TOKEN=gd_…      # a token with the scope "work"
    python3 worker.py

Put your own functions where `count_words` is. A function is given the job; what it returns is the job's result, what it
raises is its error. While it runs, another thread keeps the lease: if the lease is lost (this machine slept, the network was
gone), `job.stopped` is set, and whatever the function still does is thrown away by the server.
"""

import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

LEASE_SECONDS = 30
WAIT_SECONDS = 20
# Seconds after which the server is asked again when it could not be reached: doubled each time up to the second.
PAUSE, LONGEST_PAUSE = 1, 30


class Refused(Exception):
    """The server said no; `status` is the HTTP status."""

    def __init__(self, status, message):
        super().__init__(f"{status}: {message}")
        self.status = status


class Failed(Exception):
    """Raised by a function that knows that another attempt would not do better."""


class Server:
    """The few requests a worker sends."""

    def __init__(self, url, token):
        self.url = url.rstrip("/") + "/api/v1/workers/"
        self.token = token

    def post(self, path, body, timeout=WAIT_SECONDS + 10):
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            try:
                text = json.loads(text)["message"]
            except (ValueError, KeyError, TypeError):
                pass
            raise Refused(error.code, text) from None


class Job:
    """A leased job: what a function is given."""

    def __init__(self, server, leased):
        self.id, self.function = leased["jobId"], leased["functionId"]
        self.params, self.attempt = leased["params"], leased["attempt"]
        self.stopped = threading.Event()  # set when the job is to stop, or is not ours any more
        self._server, self._token = server, leased["leaseToken"]
        self._told, self._progress, self._lock = [], None, threading.Lock()
        self._over = threading.Event()

    def log(self, text):
        """Adds a line to what the job tells."""
        with self._lock:
            self._told.append({"type": "log", "message": str(text)})

    def progress(self, percent, text=""):
        """Says how far the job is, 0 to 100."""
        with self._lock:
            self._told.append({"type": "progress", "message": text, "progress": int(percent)})

    def _beat(self):
        with self._lock:
            told, self._told = self._told[:500], self._told[500:]
        try:
            held = self._server.post(f"{self.id}/heartbeat", {"leaseToken": self._token, "events": told})
            if held["cancel"]:
                self.stopped.set()
        except Refused as error:
            if error.status == 409:  # another has the job now, or it is over
                self.stopped.set()
            else:
                print(f"job {self.id}: heartbeat refused: {error}", file=sys.stderr)
        except OSError as error:
            with self._lock:  # said again with the next one
                self._told = told + self._told
            print(f"job {self.id}: {error}", file=sys.stderr)

    def _keep(self):
        while not self._over.wait(1 if self._told else LEASE_SECONDS / 3):
            self._beat()

    def run(self, function):
        """Does the job and says how it came out."""
        keeper = threading.Thread(target=self._keep, daemon=True)
        keeper.start()
        try:
            result = function(self)
            outcome = ("complete", {"result": result})
        except Failed as error:
            outcome = ("fail", {"error": str(error), "retry": False})
        except Exception as error:  # whatever it is, it is the job's error and not the worker's end
            outcome = ("fail", {"error": f"{type(error).__name__}: {error}"})
        self._over.set()
        keeper.join()
        while self._told and not self.stopped.is_set():
            self._beat()
        self._end(*outcome)

    def _end(self, how, said):
        pause = PAUSE
        while True:
            try:
                self._server.post(f"{self.id}/{how}", {"leaseToken": self._token, **said})
                print(f"job {self.id}: {how}", file=sys.stderr)
                return
            except Refused as error:
                # 409: the lease is lost, and nothing that was done here counts.
                print(f"job {self.id}: {how} refused: {error}", file=sys.stderr)
                return
            except OSError as error:
                print(f"job {self.id}: {error}", file=sys.stderr)
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


def work(server, functions, most=None):
    """Leases and does one job after another, until it is stopped or has done `most` of them."""
    name, pause, done = f"{socket.gethostname()}:{os.getpid()}", PAUSE, 0
    wish = {"functions": list(functions), "waitSeconds": WAIT_SECONDS, "leaseSeconds": LEASE_SECONDS, "worker": name}
    while most is None or done < most:
        try:
            leased = server.post("lease", wish)["jobs"]
            pause = PAUSE
        except Refused as error:
            if error.status < 500 and error.status != 429:
                raise
            leased = []
            print(error, file=sys.stderr)
            time.sleep(pause)
        except OSError as error:
            leased = []
            print(error, file=sys.stderr)
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        for one in leased:
            Job(server, one).run(functions[one["functionId"]])
            done += 1


def count_words(job):
    """The example: counts the words of params.text."""
    text = job.params.get("text") if isinstance(job.params, dict) else None
    if not isinstance(text, str):
        raise Failed("params.text must be text")
    words = text.split()
    for place, word in enumerate(words):
        if job.stopped.is_set():
            raise Failed("stopped")
        job.log(word)
        job.progress(100 * (place + 1) // len(words))
    return {"words": len(words)}


FUNCTIONS = {"example.words": count_words}


def main():
    try:
        server = Server(os.environ["GONGDAN_URL"], os.environ["GONGDAN_TOKEN"])
    except KeyError as missing:
        sys.exit(f"set {missing.args[0]}")
    most = int(os.environ["GONGDAN_JOBS"]) if "GONGDAN_JOBS" in os.environ else None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        work(server, FUNCTIONS, most)
    except KeyboardInterrupt:
        pass
    except Refused as error:
        sys.exit(f"refused: {error}")


if __name__ == "__main__":
    main()
