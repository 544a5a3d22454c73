/*
 * What both loops have in common: arguments, windows of time as JMH has them, and the line of JSON that Java reads.
 *
 *   --mode records|handshakes  --version TLSv1.3|TLSv1.2  --suite OPENSSL_NAME  --group X25519|P256
 *   --key EC_P256|RSA_2048|ED25519  --mutual true|false  --resumed true|false  --size BYTES
 *   --warmup SECONDS  --window SECONDS  --windows N
 * and for loop.c
 *   --crypto builtin|libcrypto  --libwolfssl PATH  --libcrypto PATH
 *
 * A window's value is the mean over all of it, and so comparable with that of an iteration of JMH. "best" is the best of many
 * stretches of a millisecond, or the best handshake: on a busy machine it says more, and it is always less.
 */
#ifndef TLSMGM_MEASURE_H
#define TLSMGM_MEASURE_H

#define MAX_RECORD 16384
#define MAX_WINDOWS 100
/* As many as in a batch of EngineRecordBenchmark, where the wire has room for them. */
#define BATCH 64

struct arguments {
    const char *mode;
    const char *version;
    const char *suite;
    const char *group;
    const char *key;
    const char *crypto;
    const char *libwolfssl;
    const char *libcrypto;
    int mutual;
    int resumed;
    int size;
    int windows;
    double warmup;
    double window;
};

/* 0, or -1 after saying what is wrong. */
int arguments_parse(struct arguments *arguments, int count, char **values);
int is_tls13(const struct arguments *arguments);

double now(void);

struct series {
    double window[MAX_WINDOWS];
    int windows;
    double best;
    double total;
    long count;
    /* Single values, for percentiles; only where they were kept. */
    float *value;
    long values;
    long room;
};

void series_add(struct series *series, double nanos, long count);
/* Adds one and keeps it. */
void series_keep(struct series *series, double nanos);
void series_end_window(struct series *series);
/* Forgets all: the warm-up is over. */
void series_clear(struct series *series);
/* {"method":...}, in ns. */
void series_print(const char *method, struct series *series);

/*
 * Calls measure again and again: first for the warm-up, then for each window, at whose ends it calls end. Either
 * returns 0, or another value to give up, which is returned.
 */
int run_windows(const struct arguments *arguments, int (*measure)(void *), void (*end)(void *, int warm), void *state);

#endif
