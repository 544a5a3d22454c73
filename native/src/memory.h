/* What libwolfssl has allocated and not freed, counted through its allocator hooks. */
#ifndef TLSMGM_MEMORY_H
#define TLSMGM_MEMORY_H

#include <stddef.h>

/* Hooks the counters in; before wolfSSL_Init, or what was allocated before is freed uncounted. 0 or -1. */
int memory_count(void);

/* Live bytes, as malloc_usable_size has them. */
long long memory_live(void);

/* For the shim's own buffers: zeroed on free, counted like the library's. */
void *memory_alloc(size_t size);
void memory_free(void *pointer);

/* Overwrites in a way that no compiler drops. */
void memory_wipe(void *pointer, size_t size);

#endif
