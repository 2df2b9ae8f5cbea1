#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "CTerminalGuard.h"

bool liq_terminal_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return size.ws_col > 0 && size.ws_row > 0;
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

static bool is_readable(const struct pollfd *file) { return (file->revents & POLLIN) != 0; }

static bool is_lost(const struct pollfd *file) {
  return (file->revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

struct liq_news liq_wait(bool input, bool output, int signals, int other, int milliseconds) {
  struct pollfd files[] = {
      {.fd = input ? STDIN_FILENO : -1, .events = POLLIN},
      {.fd = output ? liq_output() : -1, .events = POLLOUT},
      {.fd = signals, .events = POLLIN},
      {.fd = other, .events = POLLIN},
  };
  struct liq_news news = {false, false, false, false};
  if (poll(files, sizeof files / sizeof files[0], milliseconds) <= 0) return news;
  news.input = is_readable(&files[0]);
  news.input_is_lost = is_lost(&files[0]);
  // What is wrong with it, writing will tell.
  news.output = files[1].revents != 0;
  news.signals = is_readable(&files[2]);
  return news;
}

bool liq_input_comes(int milliseconds) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&input, 1, milliseconds) > 0;
}

struct timespec liq_uptime(void) {
#ifdef __APPLE__
  clockid_t clock = CLOCK_MONOTONIC_RAW;
#else
  clockid_t clock = CLOCK_BOOTTIME;
#endif
  struct timespec time;
  clock_gettime(clock, &time);
  return time;
}

void liq_wait_for_foreground(void) {
  // Not left to SIGTTOU, which would come in the middle of setting the terminal up.
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
