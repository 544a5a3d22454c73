#include "memory.h"

#include "wolf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <malloc/malloc.h>
#define usable_size(pointer) malloc_size(pointer)
#else
#include <malloc.h>
#define usable_size(pointer) malloc_usable_size(pointer)
#endif

/*
 * Each thread counts for itself, with a plain load and store: a counter for all would be a cache line that every record
 * fights for, and an atomic addition costs more than the allocation it counts. The slot of a thread that has ended goes
 * to the next new one, with what it has counted.
 */
struct slot {
    _Alignas(64) atomic_llong live;
    atomic_int taken;
    struct slot *next;
};

static _Atomic(struct slot *) slots;
/* For threads without a slot: those that end, and all when memory is short. */
static struct slot shared;
static _Thread_local struct slot *mine;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int has_key;

static void thread_ends(void *slot)
{
    /* Other destructors may still free something. */
    mine = &shared;
    atomic_store_explicit(&((struct slot *)slot)->taken, 0, memory_order_release);
}

static void make_key(void)
{
    has_key = pthread_key_create(&key, thread_ends) == 0;
}

static struct slot *take_slot(void)
{
    pthread_once(&once, make_key);
    if (!has_key)
        return &shared;
    struct slot *slot = atomic_load(&slots);
    for (; slot != NULL; slot = slot->next) {
        int free = 0;
        if (atomic_compare_exchange_strong(&slot->taken, &free, 1))
            break;
    }
    if (slot == NULL) {
        slot = aligned_alloc(64, sizeof *slot);
        if (slot == NULL)
            return &shared;
        atomic_init(&slot->live, 0);
        atomic_init(&slot->taken, 1);
        slot->next = atomic_load(&slots);
        while (!atomic_compare_exchange_weak(&slots, &slot->next, slot)) {
        }
    }
    if (pthread_setspecific(key, slot) != 0) {
        atomic_store(&slot->taken, 0);
        return &shared;
    }
    return slot;
}

static void count(long long bytes)
{
    struct slot *slot = mine;
    if (slot == NULL)
        mine = slot = take_slot();
    if (slot == &shared) {
        atomic_fetch_add_explicit(&shared.live, bytes, memory_order_relaxed);
        return;
    }
    long long live = atomic_load_explicit(&slot->live, memory_order_relaxed);
    atomic_store_explicit(&slot->live, live + bytes, memory_order_relaxed);
}

long long memory_live(void)
{
    long long sum = atomic_load_explicit(&shared.live, memory_order_relaxed);
    for (struct slot *slot = atomic_load(&slots); slot != NULL; slot = slot->next)
        sum += atomic_load_explicit(&slot->live, memory_order_relaxed);
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
