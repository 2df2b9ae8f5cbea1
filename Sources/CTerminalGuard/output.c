#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "CTerminalGuard.h"

// Where it can be written to at all, so much fits, as far as one can know.
enum { small_piece = 64 };

// The terminal as only this program has it open; -1 where it can't be opened.
static int own = -1;

void liq_output_open(void) {
  if (own >= 0) return;
#ifdef __linux__
  const char *path = "/proc/self/fd/1";
#else
  const char *path = ttyname(STDOUT_FILENO);
  if (!path) return;
#endif
  int file = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return;
  // Never one of the standard ones, should those be closed.
  own = fcntl(file, F_DUPFD_CLOEXEC, 3);
  close(file);
}

static bool can_take(int file, int milliseconds) {
  struct pollfd output = {.fd = file, .events = POLLOUT};
  return poll(&output, 1, milliseconds) > 0;
}

// A file of which others have the flags, too, is asked before each piece.
static ssize_t send_to(int file, const char *bytes, size_t length) {
  size_t sent = 0;
  while (sent < length) {
    size_t piece = length - sent;
    if (file != own) {
      if (!can_take(file, 0)) break;
      if (piece > small_piece) piece = small_piece;
    }
    ssize_t written = write(file, bytes + sent, piece);
    if (written > 0) {
      sent += (size_t)written;
    } else if (written == 0 || errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  return (ssize_t)sent;
}

static long long now_in_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int liq_output(void) { return own >= 0 ? own : STDOUT_FILENO; }

ssize_t liq_send(const void *bytes, size_t length) { return send_to(liq_output(), bytes, length); }

bool liq_write_within(int file, const void *bytes, size_t length, int milliseconds) {
  const char *rest = bytes;
  long long end = now_in_milliseconds() + milliseconds;
  while (true) {
    ssize_t sent = send_to(file, rest, length);
    if (sent < 0) return false;
    rest += sent;
    length -= (size_t)sent;
    if (length == 0) return true;
    long long left = end - now_in_milliseconds();
    if (left <= 0) return false;
    can_take(file, (int)left);
  }
}

bool liq_send_within(const void *bytes, size_t length, int milliseconds) {
  return liq_write_within(liq_output(), bytes, length, milliseconds);
}
