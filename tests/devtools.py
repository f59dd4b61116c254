"""Drive a headless Chromium by the DevTools protocol over a pipe: no package beyond the standard library is needed."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None)
AXE = os.environ.get("THEMELINE_AXE", "")  # axe.min.js (npm install axe-core)
SECONDS = 30
WRAPPER = """import os, sys
for number, target in ((sys.argv[1], 100), (sys.argv[2], 101), (100, 3), (101, 4)):  # by way of 100, lest one end up on the other
    os.dup2(int(number), target)
os.execv(sys.argv[3], sys.argv[3:])
"""  # the protocol's pipes are file descriptors 3 and 4
CODES = {"Escape": 27}  # without its code the browser does not close a dialog


class Browser:
    """One page in a browser of its own, whose profile is in ``folder``; use it with ``with``."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        options = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--remote-debugging-pipe",
            f"--user-data-dir={folder}",
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-c", WRAPPER, str(to_browser), str(from_browser), CHROMIUM, *options, "about:blank"],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._number, self._rest, self._session = 0, b"", None
        self.said = []  # every error and every request that the page made
        pages = [target for target in self.ask("Target.getTargets")["targetInfos"] if target["type"] == "page"]
        self._session = self.ask("Target.attachToTarget", targetId=pages[0]["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def ask(self, method, **parameters):
        """Send a command and return its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | ({"sessionId": self._session} if self._session else {})
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            if answer.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded", "Network.requestWillBeSent"}:
                self.said.append((answer["method"], answer["params"]))

    def _next(self):
        until = time.monotonic() + SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            read = os.read(self._read, 1 << 16)
            if not read:
                raise EOFError("the browser has ended")
            self._rest += read
        first, self._rest = self._rest.split(b"\0", 1)
        return json.loads(first)

    def run(self, script):
        """Evaluate a script in the page, wait for its promise, and return its value."""
        done = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"].get("exception", {}).get("description", str(done)))
        return done["result"].get("value")

    def open(self, path):
        """Open a file of this machine, and wait until it is loaded."""
        self.ask("Page.navigate", url=Path(path).resolve().as_uri())
        self.until("document.readyState === 'complete' && location.protocol === 'file:'")

    def until(self, condition):
        """Wait until a condition holds in the page."""
        until = time.monotonic() + SECONDS
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise TimeoutError(condition)

    def violations(self):
        """Return what axe-core finds wrong in the page as it is: the rule and the first element that breaks it."""
        self.run(Path(AXE).read_text(encoding="utf-8") + "; 0")
        return self.run("axe.run().then((found) => found.violations.map((each) => [each.id, each.nodes[0].html]))")

    def show_as(self, width, scheme):
        """Set the width of the window, and whether the reader wants light or dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def press(self, *keys):
        """Press keys, as ``j`` or ``Ctrl+s``."""
        for key in keys:
            *held, name = key.split("+")
            text = {} if held or len(name) > 1 else {"text": name}
            shared = {"key": name, "modifiers": 2 if "Ctrl" in held else 0} | ({"windowsVirtualKeyCode": CODES[name]} if name in CODES else {})
            self.ask("Input.dispatchKeyEvent", type="keyDown", **shared, **text)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **shared)

    def choose_file(self, selector, path):
        """Choose a file in a file field."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path)])
