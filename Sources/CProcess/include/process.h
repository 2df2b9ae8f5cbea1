// What of a process Swift can't ask the system for: what takes arguments of any number, and what isn't in
// its module of the C library.
#pragma once
#include <stdbool.h>

/// From now on no other process of the user may read this one's memory, nor is it ever written down.
void liq_process_hide_memory(void);

/// Whether that is so.
bool liq_process_memory_is_hidden(void);

/// Has the system get back what was allocated and isn't used any more, as far as the C library can tell.
void liq_process_give_back_memory(void);
