// The only place that names curses macros and globals.
#pragma once
#define NCURSES_WIDECHAR 1  // SwiftPM drops pkg-config's -D_XOPEN_SOURCE=600
#include <ncurses.h>
#include <wchar.h>
