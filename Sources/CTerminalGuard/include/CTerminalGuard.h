// What has to work where Swift can't be used: a signal handler in a program that has crashed.
// No function here calls ncurses.
#pragma once
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/// Remembers the terminal's modes and the bytes that give its screen back, holds standard error
/// back, and from now on restores everything when the program crashes or exits.
void liq_guard_arm(const char *restore, size_t length);

/// The terminal is given back by other means: shows what was held back, restores nothing more.
void liq_guard_disarm(void);

/// Restores the terminal if the guard is armed. May be called from a signal handler.
void liq_guard_restore(void);

/// Writes all of it, however many calls that takes, unless the file is gone.
void liq_write(int file, const void *bytes, size_t length);

/// Frees all but the end of the standard error that is held back.
void liq_guard_trim(void);

/// Restores the terminal and ends the process by a signal's default action.
void liq_guard_die(int signal);

/// Whether `signal` is ignored, as it may have been since the program started.
bool liq_signal_is_ignored(int signal);

/// Catches the signals that concern a terminal. Returns a descriptor that can be read when there is
/// one, -1 if there can be none. Of those that end, a second one ends the process.
int liq_signals_catch(void);

/// The number of the next signal that was caught; 0 if there is none.
int liq_signals_next(void);

/// From now on the first one that ends does so, too.
void liq_signals_end_at_once(void);

/// Whether `signal` asks the program to end.
bool liq_signal_ends(int signal);

/// The size of the terminal on standard output in cells; false if it won't say.
bool liq_terminal_size(int *columns, int *rows);

/// A descriptor to write to and read back from, in memory alone; -1 where there is none.
int liq_memory_file(void);

/// Whether standard input can give no more keys: hung up, or another's.
bool liq_terminal_is_gone(void);

/// What there is to take, and whether the terminal can bring no more.
struct liq_news {
  bool input;
  bool input_is_lost;
  bool signals;
};

/// Sleeps until there is input, if that is wanted, or one of two descriptors can be read; so long at
/// most, or without end if that is negative. A signal cuts it short.
struct liq_news liq_wait(bool with_input, int signals, int other, int milliseconds);

/// Waits for input for so long; false if none has come.
bool liq_input_comes(int milliseconds);

/// Stops the process until it is in the foreground, as writing to the terminal otherwise would.
void liq_wait_for_foreground(void);

/// Whether there is a shell that could continue the process if it stopped.
bool liq_can_stop(void);

/// Stops the process and its group as C-z does, and returns when continued.
void liq_stop(void);
