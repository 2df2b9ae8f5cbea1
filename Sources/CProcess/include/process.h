// What of a process Swift can't ask the system for, since it takes arguments of any number.
#pragma once
#include <stdbool.h>

/// From now on no other process of the user may read this one's memory, nor is it ever written down.
void liq_process_hide_memory(void);

/// Whether that is so.
bool liq_process_memory_is_hidden(void);
