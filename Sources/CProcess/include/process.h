// What of a process Swift can't ask the system for: what takes arguments of any number, structures that
// several modules declare, and what isn't in its module of the C library.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// From now on no other process of the user may read this one's memory, nor is it ever written down.
void liq_process_hide_memory(void);

/// Whether that is so.
bool liq_process_memory_is_hidden(void);

/// Has the system get back what was allocated and isn't used any more, as far as the C library can tell.
void liq_process_give_back_memory(void);

/// Milliseconds since 1970-01-01T00:00Z, by the wall clock.
int64_t liq_wall_milliseconds(void);

/// Microseconds by the clock that service managers compare with, which isn't set and stands while the
/// machine sleeps.
int64_t liq_monotonic_microseconds(void);

/// Sends a datagram to the Unix socket of that address: a path, or a zero and a name in no folder. The socket
/// gets a second to take it; false if it didn't.
bool liq_send_datagram(const void *address, size_t address_length, const void *bytes, size_t length);
