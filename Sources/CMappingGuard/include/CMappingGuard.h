// What keeps the program alive when a file that it has mapped into its memory is cut short.
#pragma once

/// From here on until `liq_mapping_leave` this thread reads and writes what another may cut short:
/// what is lost of it is replaced by zeros instead of ending the program.
void liq_mapping_enter(void);

/// Ends what the last `liq_mapping_enter` has begun.
void liq_mapping_leave(void);

/// How often anything was lost in this process.
unsigned liq_mapping_losses(void);
