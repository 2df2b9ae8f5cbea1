#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CTerminalGuard.h"

bool liq_signal_is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool liq_terminal_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return size.ws_col > 0 && size.ws_row > 0;
}

int liq_memory_file(void) {
#ifdef __linux__
  return memfd_create("liqtop", MFD_CLOEXEC);
#else
  return -1;
#endif
}

static bool is_in_background(void) {
  pid_t foreground = tcgetpgrp(STDIN_FILENO);
  return foreground > 0 && foreground != getpgrp();
}

// The group of the session's leader has no shell above it that could continue it.
bool liq_can_stop(void) { return getpgrp() != getsid(0); }

bool liq_terminal_is_gone(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  if (poll(&input, 1, 0) > 0 && (input.revents & (POLLHUP | POLLERR | POLLNVAL))) return true;
  return is_in_background();
}

bool liq_input_comes(int milliseconds) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&input, 1, milliseconds) > 0;
}

void liq_wait_for_foreground(void) {
  // SIGSTOP, because the workers of libdispatch block SIGTTOU, which would do this unasked.
  while (liq_can_stop() && is_in_background()) raise(SIGSTOP);
}

void liq_stop(void) {
  // The others of the group, a wrapping script for one, stop as they do when C-z is typed.
  struct sigaction ignore, former;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGTSTP, &ignore, &former);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &former, NULL);
  // To this thread: the process has stopped when the call returns, which `kill` doesn't promise.
  raise(SIGSTOP);
}
