"""Measures a liqtop that listens to exchanges on loopback, and holds it to its budgets.

    python3 measure.py BINARY [idle] [events] [storm]

Needs nothing but Python 3.9 and Linux. Status 1 if a budget is broken. A busy machine makes all waits
longer: what counts there is the median.
"""

import os
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True

import exchanges
import terminal

NAMES = {"fstream.binance.com": "binance", "stream.bybit.com": "bybit", "ws.okx.com": "okx"}


class Report:
    def __init__(self):
        self.is_kept = True

    def say(self, what, value, unit, budget=None):
        bad = budget is not None and value > budget
        self.is_kept = self.is_kept and not bad
        text = "" if budget is None else f"   budget {budget:g}" + ("  BROKEN" if bad else "")
        print(f"{what:<52}{value:>10.3f} {unit}{text}", flush=True)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def started(binary, folder, port):
    home = os.path.join(folder, "home")
    os.makedirs(home, exist_ok=True)
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
        "TZ": "UTC", "LIQTOP_EXCHANGES_URL": f"http://127.0.0.1:{port}",
        "LIQTOP_TEST_STILL": os.path.join(folder, "pictures"),
    }
    words = [os.path.abspath(binary), "--archive", os.path.join(folder, "archive.sqlite")]
    screen = terminal.Terminal(words, environment)
    if screen.seen(b"4/4", 0, within=30) is None:
        sys.exit("the feeds aren't live within 30 s")
    return screen


def pictures(folder):
    with open(os.path.join(folder, "pictures")) as file:
        return int(file.read()) / 2


def idle(report, screen, pipe, seconds=30):
    for moves in (False, True):
        pipe.send(("move", moves))
        time.sleep(3)
        screen.forget()
        cpu, switches = screen.cpu(), screen.switches()
        time.sleep(seconds)
        share = (screen.cpu() - cpu) / seconds * 100
        what = "idle, prices that move" if moves else "idle, prices that stand"
        report.say(f"{what}: processor", share, "%", None if moves else 0.5)
        report.say(f"{what}: context switches", (screen.switches() - switches) / seconds, "/s")
        report.say(f"{what}: written", screen.forget()[0] / seconds, "B/s")
    pipe.send(("move", False))
    report.say("memory with six sockets", screen.status("VmRSS") / 1_024, "MiB", 31)
    report.say("memory with six sockets, its own", screen.status("RssAnon") / 1_024, "MiB", 8)


def events(report, screen, pipe, count=120):
    """From the write of a message to the read of what it changed on the screen."""
    screen.press(b"T")
    time.sleep(1)
    waits = []
    chance = random.Random(1)
    for number in range(count):
        screen.forget()
        # Three digits that differ from those which were there, in a row of its own.
        amount = ("147", "258", "369")[number % 3]
        pipe.send(("tell", exchanges.STORM[number % 3], ("long", "short")[number % 2],
                   int(amount) * 1_000))
        sent = pipe.recv()
        at = screen.seen(amount.encode(), sent, within=3)
        if at is None:
            sys.exit(f"a liquidation of {amount}K isn't shown within 3 s")
        waits.append((at - sent) * 1_000)
        time.sleep(chance.uniform(0.2, 0.6))
    report.say("liquidation to bytes, median", statistics.median(waits), "ms")
    report.say("liquidation to bytes, 95 of 100", percentile(waits, 0.95), "ms", 50)
    report.say("liquidation to bytes, slowest", max(waits), "ms")


def counts(folder, table):
    archive = sqlite3.connect(f"file:{folder}/archive.sqlite?mode=ro", uri=True)
    return {row[0]: row[1:] for row in archive.execute(
        f"SELECT exchange, sum(count), round(sum(usd)) FROM {table} GROUP BY exchange")}


def storm(report, screen, pipe, folder, rate=20_000, seconds=5):
    time.sleep(2)
    before = counts(folder, "minutes")
    memory, cpu = screen.status("VmRSS"), screen.cpu()
    most, waits, done = [memory], [], threading.Event()

    def press():
        while not done.is_set():
            screen.forget()
            pressed = screen.press(b"?")
            at = screen.seen(b"Feeds", pressed)
            waits.append(((at or pressed + 5) - pressed) * 1_000)
            time.sleep(0.1)
            screen.press(b"?")
            time.sleep(0.15)
            most.append(screen.status("VmRSS"))

    painted, start = pictures(folder), time.monotonic()
    pipe.send(("storm", rate, seconds))
    # Not while it is being made ready.
    time.sleep(2)
    presser = threading.Thread(target=press)
    presser.start()
    sent, took = pipe.recv()
    done.set()
    presser.join()
    frames, passed = pictures(folder) - painted, time.monotonic() - start
    wanted = {NAMES[host]: (n + before.get(NAMES[host], (0, 0))[0],
                            usd + before.get(NAMES[host], (0, 0))[1])
              for host, (n, usd) in sent.items()}
    deadline = time.monotonic() + 60
    while counts(folder, "minutes") != wanted and time.monotonic() < deadline:
        time.sleep(0.2)
    kept = time.monotonic() - start - passed
    for table in ("minutes", "hours"):
        found = counts(folder, table)
        lost = sum(abs(found.get(n, (0, 0))[0] - wanted[n][0]) for n in wanted)
        amiss = sum(abs(found.get(n, (0, 0))[1] - wanted[n][1]) for n in wanted)
        report.say(f"storm: not counted in the {table}", lost, "of %d" % (rate * seconds), 0)
        report.say(f"storm: amiss in the {table}", amiss, "USD", 0)
    report.say("storm: taken within", took, "s")
    report.say("storm: kept after its end within", kept, "s")
    report.say("storm: processor", screen.cpu() - cpu, "s")
    # Each key has two pictures of its own: of help and of what was before it.
    report.say("storm: pictures but for keys", (frames - 2 * len(waits)) / passed, "/s", 10)
    report.say("storm: key to bytes, median", statistics.median(waits), "ms")
    report.say("storm: key to bytes, slowest of %d" % len(waits), max(waits), "ms", 50)
    report.say("storm: memory more at most", (max(most) - memory) / 1_024, "MiB", 20)
    # What isn't used any more is given back once a minute; the identities of what was counted stay.
    time.sleep(65)
    report.say("storm: memory more a minute later", (screen.status("VmRSS") - memory) / 1_024,
               "MiB", 10)


def main():
    binary, parts = sys.argv[1], sys.argv[2:] or ["idle", "events", "storm"]
    report = Report()
    port, pipe = exchanges.start()
    with tempfile.TemporaryDirectory() as folder:
        screen = started(binary, folder, port)
        time.sleep(5)
        try:
            if "idle" in parts:
                idle(report, screen, pipe)
            if "events" in parts:
                events(report, screen, pipe)
            if "storm" in parts:
                storm(report, screen, pipe, folder)
        finally:
            screen.quit()
    sys.exit(0 if report.is_kept else 1)


if __name__ == "__main__":
    main()
