// What has to work where Swift can't be used: a signal handler in a program that has crashed.
// No function here calls ncurses.
#pragma once
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/// Remembers the terminal's modes and the bytes that give its screen back, holds standard error
/// back, and from now on restores everything when the program crashes or exits.
void liq_guard_arm(const char *restore, size_t length);

/// Gives the terminal the modes in which each key comes at once and nothing is added to the output.
void liq_guard_take_modes(void);

/// The screen is given back by other means: gives back the modes, shows what was held back, and
/// restores nothing more.
void liq_guard_disarm(void);

/// Restores the terminal if the guard is armed. May be called from a signal handler.
void liq_guard_restore(void);

/// Frees all but the end of the standard error that is held back.
void liq_guard_trim(void);

/// Restores the terminal and ends the process by a signal's default action.
void liq_guard_die(int signal);

/// Whether a signal says that the program has crashed.
bool liq_signal_is_crash(int signal);

/// Opens the terminal on standard output anew, so that writing there never waits; the flags of
/// standard output are others', too.
void liq_output_open(void);

/// The descriptor by which the terminal is written to.
int liq_output(void);

/// Writes to the terminal as much as it takes now; -1 if it takes nothing any more.
ssize_t liq_send(const void *bytes, size_t length);

/// Writes all of it to the terminal; false if it didn't take all in so long.
bool liq_send_within(const void *bytes, size_t length, int milliseconds);

/// The same for another file.
bool liq_write_within(int file, const void *bytes, size_t length, int milliseconds);

/// Catches the signals that concern a terminal and those that would end the process and leave it
/// as it is. Returns a descriptor that can be read when there is one, -1 if there can be none. Of
/// those that end, a second one ends the process.
int liq_signals_catch(void);

/// The number of the next signal that was caught; 0 if there is none.
int liq_signals_next(void);

/// From now on the first one that ends does so, too.
void liq_signals_end_at_once(void);

/// Whether `signal` asks the program to end.
bool liq_signal_ends(int signal);

/// The size of the terminal on standard output in cells; false if it won't say.
bool liq_terminal_size(int *columns, int *rows);

/// A descriptor to write to and read back from, in memory alone where the system has that; -1 if
/// there can be none.
int liq_memory_file(void);

/// Whether standard input can give no more keys: hung up, or another's.
bool liq_terminal_is_gone(void);

/// What there is to do, and whether the terminal can bring no more.
struct liq_news {
  bool input;
  bool input_is_lost;
  bool output;
  bool signals;
};

/// Sleeps until there is input or room for output, if those are wanted, or one of two descriptors
/// can be read; so long at most, or without end if that is negative. A signal cuts it short.
struct liq_news liq_wait(bool input, bool output, int signals, int other, int milliseconds);

/// Waits for input for so long; false if none has come.
bool liq_input_comes(int milliseconds);

/// The time since the machine was started, sleep included.
struct timespec liq_uptime(void);

/// Stops the process until it is in the foreground, as writing to the terminal otherwise would.
void liq_wait_for_foreground(void);

/// Whether there is a shell that could continue the process if it stopped.
bool liq_can_stop(void);

/// Stops the process and its group as C-z does, and returns when continued.
void liq_stop(void);

/// Runs a program found on the path with a text as its input; whether it ended well in so long.
/// Each of its words, eight at most, ends with a zero, and the last with two.
bool liq_feed(const char *words, const char *text, size_t length, int milliseconds);
