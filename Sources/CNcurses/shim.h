// The only place that names curses macros and globals.
#pragma once
#define NCURSES_WIDECHAR 1  // SwiftPM drops pkg-config's -D_XOPEN_SOURCE=600
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#include <term.h>  // last: its macros have names like `lines` and `tab`

// Mutable C globals, which Swift 6 refuses to read.
static inline WINDOW *liq_stdscr(void) { return stdscr; }
static inline WINDOW *liq_curscr(void) { return curscr; }
static inline WINDOW *liq_newscr(void) { return newscr; }
static inline int liq_colour_count(void) { return COLORS; }
static inline int liq_pair_count(void) { return COLOR_PAIRS; }

// Cast and function-like macros, which aren't imported.
static inline attr_t liq_normal(void) { return A_NORMAL; }
static inline attr_t liq_bold(void) { return A_BOLD; }
static inline attr_t liq_underline(void) { return A_UNDERLINE; }
static inline attr_t liq_reverse(void) { return A_REVERSE; }
static inline int liq_function_key(int number) { return KEY_F(number); }

/// A string capability of the terminal as terminfo spells it; NULL if it has none.
static inline const char *liq_capability(const char *name) {
  char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

/// One cell; the pair goes by pointer, since a `short` ends at 32767 and `COLOR_PAIR` at 255.
static inline void liq_set_cell(cchar_t *cell, uint32_t glyph, attr_t attributes, int pair) {
  wchar_t text[2] = {(wchar_t)glyph, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

static inline void liq_restore_variable(const char *name, char *value) {
  if (value) {
    setenv(name, value, 1);
    free(value);
  } else {
    unsetenv(name);
  }
}

static inline char *liq_set_variable(const char *name, int value) {
  char *former = getenv(name);
  char text[16];
  if (former) former = strdup(former);
  snprintf(text, sizeof text, "%d", value);
  setenv(name, text, 1);
  return former;
}

/// `newterm` for an output that is a file and no terminal: ncurses then takes the size from the
/// environment, where it may be anything.
///
/// Until ncurses has once come back from `endwin`, it writes each move of the cursor by itself, some
/// forty in a picture. What it wrote before that it writes again when it comes back.
static inline SCREEN *liq_newterm(const char *type, FILE *output, int width, int height) {
  char *former_width = liq_set_variable("COLUMNS", width);
  char *former_height = liq_set_variable("LINES", height);
  SCREEN *screen = newterm(type, output, stdin);
  if (screen) {
    endwin();
    lseek(fileno(output), 0, SEEK_SET);
    doupdate();
  }
  liq_restore_variable("COLUMNS", former_width);
  liq_restore_variable("LINES", former_height);
  return screen;
}
