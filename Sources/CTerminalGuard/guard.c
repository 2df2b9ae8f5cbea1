#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { held_limit = 64 * 1024, trim_step = 1024 * 1024, crash_stack = 32 * 1024 };
// So long a terminal that has stopped reading is waited for, in milliseconds.
enum { patience = 300 };

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS};
enum { crash_count = sizeof crash_signals / sizeof crash_signals[0] };

static atomic_bool armed;
static bool installed;
static bool has_modes;
static struct termios modes;
static char restore_bytes[512];
static size_t restore_length;
static struct sigaction former[crash_count];
static int held = -1;
static int real_stderr = -1;
static off_t trimmed;

bool liq_signal_is_crash(int signal) {
  for (int index = 0; index < crash_count; index++) {
    if (crash_signals[index] == signal) return true;
  }
  return false;
}

int liq_memory_file(void) {
#ifdef __linux__
  return memfd_create("liqtop", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  return file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
#endif
}

static void hold_stderr(void) {
  if (held >= 0 || !isatty(STDERR_FILENO)) return;
  real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_stderr < 0) return;
  held = liq_memory_file();
  if (held < 0) {
    close(real_stderr);
    return;
  }
  trimmed = 0;
  dup2(held, STDERR_FILENO);
}

static void release_stderr(void) {
  if (held < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  off_t end = lseek(held, 0, SEEK_END);
  off_t from = end > held_limit ? end - held_limit : 0;
  static const char cut[] = "(earlier messages were dropped)\n";
  bool is_read = from == 0 || liq_write_within(STDERR_FILENO, cut, sizeof cut - 1, patience);
  char bytes[1024];
  ssize_t count;
  while (is_read && (count = pread(held, bytes, sizeof bytes, from)) > 0) {
    is_read = liq_write_within(STDERR_FILENO, bytes, (size_t)count, patience);
    from += count;
  }
  close(held);
  close(real_stderr);
  held = real_stderr = -1;
}

void liq_guard_trim(void) {
#ifdef __linux__
  if (held < 0) return;
  off_t end = lseek(held, 0, SEEK_END);
  if (end - trimmed < trim_step) return;
  off_t keep_from = (end - held_limit) & ~(off_t)4095;
  if (fallocate(held, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, keep_from) == 0) {
    trimmed = keep_from;
  }
#endif
}

static void give_back(bool with_screen) {
  if (!atomic_exchange(&armed, false)) return;
  // In the background tcsetattr would stop the process, at the worst of times.
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  if (with_screen) liq_send_within(restore_bytes, restore_length, patience);
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  release_stderr();
}

void liq_guard_restore(void) { give_back(true); }

void liq_guard_disarm(void) { give_back(false); }

// The former handler, Swift's backtracer if that is on, runs as soon as this one returns.
static void crash(int signal) {
  int saved_errno = errno;
  liq_guard_restore();
  for (int index = 0; index < crash_count; index++) {
    if (crash_signals[index] == signal) sigaction(signal, &former[index], NULL);
  }
  raise(signal);
  errno = saved_errno;
}

// The main thread's: it draws, and its stack may have overflowed when the handler runs.
static void give_handlers_a_stack(void) {
  static char stack[crash_stack];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
}

static void install(void) {
  if (installed) return;
  installed = true;
  give_handlers_a_stack();
  atexit(liq_guard_restore);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crash;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < crash_count; index++) {
    sigaction(crash_signals[index], &action, &former[index]);
  }
}

void liq_guard_arm(const char *restore, size_t length) {
  if (length > sizeof restore_bytes) length = sizeof restore_bytes;
  memcpy(restore_bytes, restore, length);
  restore_length = length;
  has_modes = tcgetattr(STDIN_FILENO, &modes) == 0;
  hold_stderr();
  atomic_store(&armed, true);
  install();
}

void liq_guard_take_modes(void) {
  if (!has_modes) return;
  struct termios raw = modes;
  raw.c_iflag &= ~(tcflag_t)(IXON | BRKINT | PARMRK | ISTRIP | ICRNL | INLCR | IGNCR);
  raw.c_oflag &= ~(tcflag_t)OPOST;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ISIG | IEXTEN | ECHO | ECHONL);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

static void set_default(int signal) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, signal);
  pthread_sigmask(SIG_UNBLOCK, &mask, NULL);
}

void liq_guard_die(int signal) {
  // Should the terminal hold even this up, the alarm ends it.
  set_default(SIGALRM);
  alarm(2);
  liq_guard_restore();
  set_default(signal);
  raise(signal);
  _exit(128 + signal);
}
