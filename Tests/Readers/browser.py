"""Drives a headless Chromium through its own pipe, with nothing but the standard library."""

import base64
import json
import os
import subprocess
import tempfile


class Browser:
    """One browser with one page; `complaints` holds what stood on its console, and dialogs."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        read, self.write_end = os.pipe()
        self.read_end, write = os.pipe()

        def connect():
            # The browser reads commands from 3 and answers on 4.
            os.dup2(read, 13)
            os.dup2(write, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--user-data-dir=" + self.folder.name],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=connect, close_fds=False)
        os.close(read)
        os.close(write)
        self.buffer, self.number, self.session = b"", 0, None
        self.complaints, self.loaded = [], False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.write_end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        self.folder.cleanup()

    def open(self, address, width=1280):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log"]:
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                  mobile=False)
        self.loaded = False
        self.call("Page.navigate", url=address)
        while not self.loaded:
            self.take()

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def screenshot(self, file):
        image = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        with open(file, "wb") as target:
            target.write(base64.b64decode(image["data"]))

    def print(self, file):
        page = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        with open(file, "wb") as target:
            target.write(base64.b64decode(page["data"]))

    def call(self, method, **parameters):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.take()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def take(self):
        while b"\0" not in self.buffer:
            part = os.read(self.read_end, 1 << 20)
            if not part:
                raise RuntimeError("the browser has gone")
            self.buffer += part
        text, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(text)
        method = message.get("method")
        if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(message["params"])[:400])
        elif method == "Page.javascriptDialogOpening":
            self.complaints.append("a dialog: " + message["params"]["message"])
            self.number += 1
            os.write(self.write_end, json.dumps({
                "id": self.number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False},
                "sessionId": self.session}).encode() + b"\0")
        elif method == "Page.loadEventFired":
            self.loaded = True
        return message
