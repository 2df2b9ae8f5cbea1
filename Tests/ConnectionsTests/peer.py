"""A WebSocket server that our client didn't grow up with, for the tests of framing.

The first part of a path says what it does; what it saw of the client goes to standard output, a line
each. It ends with its standard input.
"""

import asyncio
import sys

import websockets


def say(*words):
    print(*words, flush=True)


async def fragments(peer):
    await peer.send(["first ", "second ", "third"])
    await peer.send(["a", "", "b"])


async def binary(peer):
    await peer.send(b'{"binary":true}')
    await peer.send([b"bin", b"ary"])


async def pings(peer):
    await (await peer.ping(b"a payload of its own"))
    await (await peer.ping())
    await peer.pong(b"unasked")
    # Between the fragments of a message.
    async def parts():
        yield "before "
        await (await peer.ping(b"between"))
        yield "after"

    await peer.send(parts())


async def echo(peer):
    async for message in peer:
        await peer.send(message)


async def large(peer):
    await peer.send("x" * 3_000_000)
    await peer.send(["y" * 1_000_000] * 3)


async def too_large(peer):
    await peer.send("x" * 5_000_000)


async def too_large_in_parts(peer):
    await peer.send(["x" * 1_000_000] * 5)


async def too_many_parts(peer):
    await peer.send(["x"] * 5_000)


def closing(code, reason=""):
    async def close(peer):
        await peer.send("before")
        await peer.close(code, reason)

    return close


async def vanishing(peer):
    await peer.send("before")
    peer.transport.abort()


async def many(peer):
    for number in range(10_000):
        await peer.send(f"{number} ".ljust(1_000, "x"))
        say("sent", number + 1)


def raw(*pieces):
    """Sends bytes as they are, each piece by itself."""

    async def send(peer):
        for piece in pieces:
            peer.transport.write(piece)
            await asyncio.sleep(0)

    return send


def frame(first, payload, length=None):
    """A frame of that first byte; its length in as many bytes as that says, else in the fewest."""
    if length is not None:
        return bytes([first, 127]) + length.to_bytes(8, "big") + payload
    if len(payload) < 126:
        return bytes([first, len(payload)]) + payload
    return bytes([first, 126]) + len(payload).to_bytes(2, "big") + payload


TEXT, BINARY, CLOSE, PING, PART = 0x81, 0x82, 0x88, 0x89, 0x80
UNFINISHED_TEXT, UNFINISHED_PING, COMPRESSED_TEXT, RESERVED = 0x01, 0x09, 0xC1, 0x83
MASKED = bytes([TEXT, 0x85, 1, 2, 3, 4]) + bytes(b ^ k for b, k in zip(b"hello", b"\1\2\3\4\1"))

DEEDS = {
    "fragments": fragments,
    "binary": binary,
    "pings": pings,
    "echo": echo,
    "large": large,
    "too-large": too_large,
    "too-large-in-parts": too_large_in_parts,
    "too-many-parts": too_many_parts,
    "close-1000": closing(1000),
    "close-1001": closing(1001, "going away"),
    "close-4004": closing(4004, "No data received in 30s."),
    "close-1012": closing(1012, "service restart"),
    "close-3000": closing(3000, "é" * 60),
    "close-empty": raw(frame(CLOSE, b"")),
    "close-cut-off": raw(frame(CLOSE, b"\x03")),
    "close-no-text": raw(frame(CLOSE, b"\x03\xe9\xff\xff")),
    "vanishing": vanishing,
    "piecemeal": raw(*(bytes([b]) for b in frame(TEXT, b"x" * 300) + frame(TEXT, b"second"))),
    "together": raw(b"".join(frame(TEXT, b"%d" % number) for number in range(500))),
    "with-the-handshake": raw(),
    "no-text": raw(frame(TEXT, b"\xff\xfe"), frame(TEXT, b"after")),
    "roomy-length": raw(frame(TEXT, b"hello", length=5), frame(TEXT, b"x" * 70_000, length=70_000)),
    "endless-length": raw(frame(TEXT, b"x", length=2**62)),
    "negative-length": raw(frame(TEXT, b"x", length=2**64 - 1)),
    "unasked-extension": raw(frame(TEXT, b"plain"), frame(COMPRESSED_TEXT, b"\xf2\x48\x05\x00")),
    "compressed": raw(frame(COMPRESSED_TEXT, b"\xf2\x48\x05\x00")),
    "masked": raw(MASKED),
    "reserved-kind": raw(frame(RESERVED, b"x")),
    "long-ping": raw(frame(PING, b"x" * 126)),
    "ping-in-parts": raw(frame(UNFINISHED_PING, b"x"), frame(PART, b"y")),
    "part-of-nothing": raw(frame(PART, b"x")),
    "message-in-message": raw(frame(UNFINISHED_TEXT, b"x"), frame(TEXT, b"y")),
    "many": many,
}


async def serve(peer):
    name = peer.path.split("/")[1]
    headers = peer.request_headers
    say("request", peer.path, headers.get("User-Agent"), headers.get("Sec-WebSocket-Extensions"))
    try:
        await DEEDS[name](peer)
        await peer.wait_closed()
    except websockets.ConnectionClosed:
        pass
    await peer.wait_closed()
    say("closed", name, peer.close_code)


class Peer(websockets.WebSocketServerProtocol):
    def write_http_response(self, status, headers, body=None):
        """In one piece with what follows, where that is wanted."""
        more = frame(TEXT, b"at once") if self.path.startswith("/with-the-handshake/") else b""
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\n{headers}".encode()
        self.transport.write(head + (body or b"") + more)


def headers(path, _):
    """An answer to an offer that nobody made."""
    unasked = path.startswith("/unasked-extension/")
    return {"Sec-WebSocket-Extensions": "permessage-deflate"} if unasked else {}


async def main():
    async with websockets.serve(
        serve, "127.0.0.1", 0, create_protocol=Peer, extra_headers=headers, max_size=None,
        ping_interval=None, close_timeout=5,
    ) as server:
        say("port", server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
