#include "memory.h"

#include "wolf.h"

#include <stdatomic.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <malloc/malloc.h>
#define usable_size(pointer) malloc_size(pointer)
#else
#include <malloc.h>
#define usable_size(pointer) malloc_usable_size(pointer)
#endif

/* One counter for all threads would be a cache line that every record fights for. */
#define SHARDS 32

static struct {
    _Alignas(64) atomic_llong live;
} shards[SHARDS];
static atomic_uint next_shard;
static _Thread_local unsigned shard = SHARDS;

static void count(long long bytes)
{
    if (shard == SHARDS)
        shard = atomic_fetch_add_explicit(&next_shard, 1, memory_order_relaxed) % SHARDS;
    atomic_fetch_add_explicit(&shards[shard].live, bytes, memory_order_relaxed);
}

long long memory_live(void)
{
    long long sum = 0;
    for (int i = 0; i < SHARDS; i++)
        sum += atomic_load_explicit(&shards[i].live, memory_order_relaxed);
    return sum;
}

static void *count_malloc(size_t size)
{
    void *pointer = malloc(size);
    if (pointer != NULL)
        count((long long)usable_size(pointer));
    return pointer;
}

static void count_free(void *pointer)
{
    if (pointer != NULL)
        count(-(long long)usable_size(pointer));
    free(pointer);
}

static void *count_realloc(void *pointer, size_t size)
{
    long long before = pointer == NULL ? 0 : (long long)usable_size(pointer);
    void *moved = realloc(pointer, size);
    if (moved != NULL)
        count((long long)usable_size(moved) - before);
    return moved;
}

int memory_count(void)
{
    return wolf.wolfSSL_SetAllocators(count_malloc, count_free, count_realloc) == 0 ? 0 : -1;
}

void memory_wipe(void *pointer, size_t size)
{
    volatile unsigned char *byte = pointer;
    while (size-- > 0)
        *byte++ = 0;
}

void *memory_alloc(size_t size)
{
    return count_malloc(size);
}

void memory_free(void *pointer)
{
    if (pointer != NULL)
        memory_wipe(pointer, usable_size(pointer));
    count_free(pointer);
}
