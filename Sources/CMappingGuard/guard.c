#define _GNU_SOURCE
#include "CMappingGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Thread_local int depth;
static atomic_uint losses;
static long page;
static atomic_bool has_first, is_passing_on;
// The one before there was this one, and the one that it has taken the place of last.
static struct sigaction first, former;
static pthread_mutex_t installing = PTHREAD_MUTEX_INITIALIZER;

static bool replace_page(void *address) {
  void *start = (void *)((uintptr_t)address & ~(uintptr_t)(page - 1));
  int flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS;
  return mmap(start, (size_t)page, PROT_READ | PROT_WRITE, flags, -1, 0) != MAP_FAILED;
}

// Another's fault: its handler may hand it on to the one that it found, which is this one.
static void pass_on(int signal, siginfo_t *info, void *context) {
  if (atomic_exchange(&is_passing_on, true) || former.sa_handler == SIG_DFL ||
      former.sa_handler == SIG_IGN) {
    sigaction(signal, &first, NULL);
    raise(signal);
  } else if (former.sa_flags & SA_SIGINFO) {
    former.sa_sigaction(signal, info, context);
  } else {
    former.sa_handler(signal);
  }
}

static void handle(int signal, siginfo_t *info, void *context) {
  int saved_errno = errno;
  if (depth > 0 && info->si_code == BUS_ADRERR && replace_page(info->si_addr)) {
    atomic_fetch_add(&losses, 1);
  } else {
    pass_on(signal, info, context);
  }
  errno = saved_errno;
}

// Again and again: whoever else wants the signal may have taken it meanwhile.
static void install(void) {
  struct sigaction now;
  if (sigaction(SIGBUS, NULL, &now) != 0) return;
  if ((now.sa_flags & SA_SIGINFO) && now.sa_sigaction == handle) return;
  former = now;
  if (!atomic_exchange(&has_first, true)) first = now;
  page = sysconf(_SC_PAGESIZE);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, NULL);
}

void liq_mapping_enter(void) {
  pthread_mutex_lock(&installing);
  install();
  pthread_mutex_unlock(&installing);
  depth += 1;
}

void liq_mapping_leave(void) { depth -= 1; }

unsigned liq_mapping_losses(void) { return atomic_load(&losses); }
