"""A program on a terminal of our own: what it writes and when, what it costs."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import threading
import time

# What a program asks its terminal, and what an ordinary one answers.
ANSWERS = [
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"), (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
]


class Terminal:
    def __init__(self, words, environment, columns=120, rows=40):
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execve(words[0], words, environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        self.reads = []
        self.bytes = 0
        self.change = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            try:
                data = os.read(self.file, 65_536)
            except OSError:
                return
            at = time.monotonic()
            for question, answer in ANSWERS:
                for _ in question.findall(data):
                    os.write(self.file, answer)
            with self.change:
                self.reads.append((at, data))
                self.bytes += len(data)
                self.change.notify_all()

    def press(self, keys):
        """Types, and says when."""
        at = time.monotonic()
        os.write(self.file, keys)
        return at

    def seen(self, text, since, within=5.0):
        """When the first read ended that had the text since then; None if none did."""
        deadline = time.monotonic() + within
        place = 0
        with self.change:
            while True:
                # A text may come in two reads.
                tail = b""
                for at, data in [r for r in self.reads if r[0] >= since]:
                    tail = (tail + data)[-len(data) - len(text):]
                    if text in tail:
                        return at
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self.change.wait(left)

    def forget(self):
        """Lets go of what was read so far; how many bytes and reads that was."""
        with self.change:
            count = (self.bytes, len(self.reads))
            self.reads, self.bytes = [], 0
        return count

    def status(self, name):
        """A line of what the kernel says of it, as a number: `VmRSS`, `RssAnon` in KB."""
        with open(f"/proc/{self.pid}/status") as lines:
            return next(int(l.split()[1]) for l in lines if l.startswith(name + ":"))

    def cpu(self):
        """Seconds of a processor, of the threads that there are."""
        spent = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/schedstat") as line:
                spent += int(line.read().split()[0])
        return spent / 1e9

    def switches(self):
        """How often its threads were put on a processor, of their own will or not."""
        count = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status") as lines:
                count += sum(int(l.split()[1]) for l in lines if "ctxt_switches" in l)
        return count

    def quit(self):
        self.press(b"q")
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
