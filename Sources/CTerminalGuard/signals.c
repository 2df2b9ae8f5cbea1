#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "CTerminalGuard.h"

static const int endings[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int changes[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum {
  ending_count = sizeof endings / sizeof endings[0],
  change_count = sizeof changes / sizeof changes[0]
};

static int news[2] = {-1, -1};
static atomic_bool is_ending;

static void tell(int signal) {
  int saved_errno = errno;
  unsigned char number = (unsigned char)signal;
  // A pipe that is full has more to tell than anybody could miss.
  ssize_t written = write(news[1], &number, 1);
  (void)written;
  errno = saved_errno;
}

// Not left to whoever reads the news: a second signal ends even a program that is stuck.
static void end(int signal) {
  if (atomic_exchange(&is_ending, true)) liq_guard_die(signal);
  tell(signal);
}

static bool open_news(void) {
  if (news[0] >= 0) return true;
  if (pipe(news) != 0) return false;
  for (int index = 0; index < 2; index++) {
    fcntl(news[index], F_SETFD, FD_CLOEXEC);
    fcntl(news[index], F_SETFL, O_NONBLOCK);
  }
  return true;
}

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

int liq_signals_catch(void) {
  if (!open_news()) return -1;
  atomic_store(&is_ending, false);
  for (int index = 0; index < ending_count; index++) {
    // Whoever starts a program by nohup wants it to outlive the terminal's signal.
    if (endings[index] == SIGHUP && liq_signal_is_ignored(SIGHUP)) continue;
    handle(endings[index], end);
  }
  for (int index = 0; index < change_count; index++) handle(changes[index], tell);
  return news[0];
}

int liq_signals_next(void) {
  unsigned char number;
  return read(news[0], &number, 1) == 1 ? number : 0;
}

void liq_signals_end_at_once(void) { atomic_store(&is_ending, true); }

bool liq_signal_ends(int signal) {
  for (int index = 0; index < ending_count; index++) {
    if (endings[index] == signal) return true;
  }
  return false;
}
