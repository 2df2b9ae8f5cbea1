#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CTerminalGuard.h"

static const int changes[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { change_count = sizeof changes / sizeof changes[0] };

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

// Not left to whoever reads the news: a second signal ends even a program that is stuck, and one that has
// spent its time has too little left for an end in order.
static void end(int signal) {
  if (atomic_exchange(&is_ending, true) || signal == SIGXCPU) liq_guard_die(signal);
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

bool liq_signal_ends(int signal) {
  switch (signal) {
    case SIGKILL:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
    case SIGCONT:
    case SIGCHLD:
    case SIGURG:
    case SIGWINCH:
    case SIGPIPE:
    case SIGXFSZ:
#ifndef __linux__
    case SIGIO:
    case SIGINFO:
#endif
      return false;
    default:
      return !liq_signal_is_crash(signal);
  }
}

// Those that people send by hand and know a program by.
static bool is_common(int signal) {
  return signal == SIGTERM || signal == SIGINT || signal == SIGQUIT;
}

// Whoever has a signal ignored, as nohup has the terminal's, wants the program to outlive it.
static void handle_by_default(int signal, void (*handler)(int)) {
  struct sigaction action;
  if (sigaction(signal, NULL, &action) != 0) return;
  if (action.sa_handler != SIG_DFL && !is_common(signal)) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  // One that ends the program also ends its waiting for the terminal.
  action.sa_flags = SA_ONSTACK | (handler == end ? 0 : SA_RESTART);
  // Nothing comes amidst the giving back of the terminal.
  sigfillset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

// Who may use no more time is told a second before it is killed, not at the same moment.
static void hear_of_spent_time(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_CPU, &limit) != 0 || limit.rlim_max == RLIM_INFINITY) return;
  if (limit.rlim_cur < limit.rlim_max || limit.rlim_max < 2) return;
  limit.rlim_cur = limit.rlim_max - 1;
  setrlimit(RLIMIT_CPU, &limit);
}

int liq_signals_catch(void) {
  if (!open_news()) return -1;
  atomic_store(&is_ending, false);
  hear_of_spent_time();
  for (int signal = 1; signal < NSIG; signal++) {
    if (liq_signal_ends(signal)) handle_by_default(signal, end);
  }
  for (int index = 0; index < change_count; index++) handle_by_default(changes[index], tell);
  // Whoever writes too far, or to nobody, learns it from the call.
  handle_by_default(SIGXFSZ, SIG_IGN);
  handle_by_default(SIGPIPE, SIG_IGN);
  return news[0];
}

int liq_signals_next(void) {
  unsigned char number;
  return read(news[0], &number, 1) == 1 ? number : 0;
}

void liq_signals_end_at_once(void) { atomic_store(&is_ending, true); }
