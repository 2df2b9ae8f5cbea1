#include "process.h"

#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

void liq_process_hide_memory(void) {
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void liq_process_give_back_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

bool liq_process_memory_is_hidden(void) {
#ifdef __linux__
  return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
#else
  return false;
#endif
}
