"""The four exchanges on one port of loopback, as behind a relay, in a process of their own.

They acknowledge, send as many messages as the real ones do, and tell of liquidations when they are asked
to: of one at a time, or of a storm.
"""

import asyncio
import base64
import hashlib
import json
import multiprocessing
import time

PRICE = 90_000
# Seconds between two messages that show that a connection lives, as the exchanges send them.
PAUSES = {"fstream.binance.com": 1, "dstream.binance.com": 1, "stream.bybit.com": 0.1,
          "ws.okx.com": 0.1, "www.deribit.com": 2}
STORM = ("fstream.binance.com", "stream.bybit.com", "ws.okx.com")
LISTS = {
    "/fapi/v1/exchangeInfo": {"symbols": [{
        "symbol": "BTCUSDT", "status": "TRADING", "baseAsset": "BTC", "quoteAsset": "USDT"}]},
    "/dapi/v1/exchangeInfo": {"symbols": [{
        "symbol": "BTCUSD_PERP", "contractStatus": "TRADING", "contractSize": 100,
        "baseAsset": "BTC"}]},
    "/v5/market/instruments-info": {"retCode": 0, "result": {"nextPageCursor": "", "list": [
        {"symbol": "BTCUSDT", "contractType": "LinearPerpetual", "status": "Trading",
         "baseCoin": "BTC"},
        {"symbol": "BTCUSD", "contractType": "InversePerpetual", "status": "Trading",
         "baseCoin": "BTC"}]}},
    "/api/v5/public/instruments": {"code": "0", "data": [{
        "instId": "BTC-USDT-SWAP", "instFamily": "BTC-USDT", "ctVal": "0.01", "ctMult": "1",
        "ctValCcy": "BTC", "ctType": "linear", "state": "live"}]},
    "/api/v5/public/liquidation-orders": {"code": "0", "data": []},
    "/api/v2/public/get_instruments": {"result": [{
        "instrument_name": "BTC-PERPETUAL", "base_currency": "BTC", "is_active": True,
        "instrument_type": "reversed"}]},
    "/api/v2/public/get_last_trades_by_currency_and_time": {
        "result": {"has_more": False, "trades": []}},
}


def now():
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def frame(text):
    data = text.encode()
    if len(data) < 126:
        return bytes([0x81, len(data)]) + data
    if len(data) < 65_536:
        return bytes([0x81, 126]) + len(data).to_bytes(2, "big") + data
    return bytes([0x81, 127]) + len(data).to_bytes(8, "big") + data


def liquidation(host, side, dollars, at):
    """A message in which the exchange tells that a position of so many USD was closed by force."""
    bitcoin = dollars / PRICE
    if host == "fstream.binance.com":
        order = "SELL" if side == "long" else "BUY"
        return (f'{{"e":"forceOrder","E":{at},"o":{{"s":"BTCUSDT","S":"{order}","X":"FILLED",'
                f'"q":"{bitcoin}","p":"{PRICE}","ap":"{PRICE}","z":"{bitcoin}","T":{at}}}}}')
    if host == "stream.bybit.com":
        word = "Buy" if side == "long" else "Sell"
        return (f'{{"topic":"allLiquidation.BTCUSDT","ts":{at},"data":[{{"T":{at},'
                f'"s":"BTCUSDT","S":"{word}","v":"{bitcoin}","p":"{PRICE}"}}]}}')
    order = "sell" if side == "long" else "buy"
    return (f'{{"arg":{{"channel":"liquidation-orders","instType":"SWAP"}},"data":[{{"details":[{{'
            f'"bkPx":"{PRICE}","posSide":"{side}","side":"{order}","sz":"{bitcoin * 100}",'
            f'"ts":"{at}"}}],"instId":"BTC-USDT-SWAP"}}]}}')


def canary(host, path, price):
    at = now()
    if host.endswith("binance.com"):
        name = "BTCUSDT" if host.startswith("f") else "BTCUSD_PERP"
        return f'{{"e":"markPriceUpdate","E":{at},"s":"{name}","p":"{price}"}}'
    if host == "stream.bybit.com":
        name = "BTCUSD" if path.endswith("inverse") else "BTCUSDT"
        return f'{{"topic":"tickers.{name}","ts":{at},"data":{{"lastPrice":"{price}"}}}}'
    if host == "ws.okx.com":
        return ('{"arg":{"channel":"tickers","instId":"BTC-USDT-SWAP"},"data":[{'
                f'"last":"{price}","ts":"{at}"}}]}}')
    return ('{"jsonrpc":"2.0","method":"subscription","params":{"channel":'
            f'"ticker.BTC-PERPETUAL.agg2","data":{{"last_price":{price},"timestamp":{at}}}}}}}')


def answers(host, text):
    """What acknowledges a message."""
    if text == "ping":
        return ["pong"]
    asked = json.loads(text)
    if host.endswith("binance.com"):
        return [json.dumps({"result": None, "id": asked["id"]})]
    if host == "stream.bybit.com":
        return [json.dumps({"success": True, "ret_msg": "", "req_id": asked["req_id"],
                            "op": asked["op"]})]
    if host == "ws.okx.com":
        return [json.dumps({"id": asked["id"], "event": "subscribe", "arg": argument})
                for argument in asked["args"]]
    channels = asked["params"].get("channels")
    return [json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": channels or "ok"})]


class Exchanges:
    def __init__(self):
        self.sockets = {}
        self.price_moves = False
        self.tasks = set()

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().split("\r\n")
                path = lines[0].split(" ")[1]
                fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
                key = {name.lower(): value for name, value in fields.items()}.get(
                    "sec-websocket-key")
                if key:
                    return await self.speak(path, key, reader, writer)
                place = "/" + path.split("?")[0].split("/", 2)[2]
                body = json.dumps(LISTS.get(place, {})).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def speak(self, path, key, reader, writer):
        proof = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     b"Connection: Upgrade\r\nSec-WebSocket-Accept: "
                     + base64.b64encode(proof) + b"\r\n\r\n")
        host = path.split("/")[1]
        canaries = None
        try:
            while True:
                first, second = await reader.readexactly(2)
                size = second & 0x7F
                if size == 126:
                    size = int.from_bytes(await reader.readexactly(2), "big")
                mask = await reader.readexactly(4)
                data = await reader.readexactly(size)
                data = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
                if first & 15 == 8:
                    writer.write(bytes([0x88, len(data)]) + data)
                    return
                if first & 15 != 1:
                    continue
                for answer in answers(host, data.decode()):
                    writer.write(frame(answer))
                if canaries is None:
                    canaries = asyncio.create_task(self.sing(host, path, writer))
                    if not path.endswith("inverse"):
                        self.sockets[host] = writer
        finally:
            if canaries:
                canaries.cancel()

    async def sing(self, host, path, writer):
        count = 0
        while True:
            count += 1
            price = PRICE + (count % 7 if self.price_moves else 0)
            writer.write(frame(canary(host, path, price)))
            await asyncio.sleep(PAUSES[host])

    async def storm(self, rate, seconds):
        """Sends so many a second, one a message, from three exchanges in turn; what was sent of each, and
        for how long it took all of it to be taken."""
        sent = {host: [0, 0] for host in STORM}
        ticks = 100 * seconds
        blocks = []
        number = 0
        for tick in range(ticks):
            block = {host: [] for host in STORM}
            for _ in range(rate // 100):
                number += 1
                host = STORM[number % 3]
                dollars = 9 * (1 + number % 20_000)
                sent[host][0] += 1
                sent[host][1] += dollars
                block[host].append((dollars, number // 20_000))
            blocks.append(block)
        base = now()
        blocks = [
            [(self.sockets[host], b"".join(
                frame(liquidation(host, "long", dollars, base + later)) for dollars, later in rows))
             for host, rows in block.items()] for block in blocks]
        start = time.monotonic()
        for tick, block in enumerate(blocks):
            for writer, data in block:
                writer.write(data)
            await asyncio.sleep(max(0, start + (tick + 1) / 100 - time.monotonic()))
        while any(self.sockets[host].transport.get_write_buffer_size() for host in STORM):
            await asyncio.sleep(0.005)
        return sent, time.monotonic() - start

    async def perform(self, pipe, word, *values):
        if word == "storm":
            pipe.send(await self.storm(*values))
        elif word == "tell":
            host, side, dollars = values
            data = frame(liquidation(host, side, dollars, now()))
            at = time.monotonic()
            self.sockets[host].write(data)
            pipe.send(at)
        elif word == "move":
            self.price_moves = values[0]

    def hear(self, pipe):
        task = asyncio.create_task(self.perform(pipe, *pipe.recv()))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def run(self, pipe):
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0, limit=1 << 20)
        pipe.send(server.sockets[0].getsockname()[1])
        asyncio.get_running_loop().add_reader(pipe.fileno(), self.hear, pipe)
        await server.serve_forever()


def start():
    """Starts them: their port, and a pipe to tell them what to do."""
    ours, theirs = multiprocessing.Pipe()
    run = lambda: asyncio.run(Exchanges().run(theirs))
    process = multiprocessing.Process(target=run, daemon=True)
    process.start()
    return ours.recv(), ours
