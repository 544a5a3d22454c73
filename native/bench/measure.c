#define _POSIX_C_SOURCE 200809L

#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char **text_option(struct arguments *arguments, const char *name)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"--mode", &arguments->mode},       {"--version", &arguments->version},
        {"--suite", &arguments->suite},     {"--group", &arguments->group},
        {"--key", &arguments->key},         {"--crypto", &arguments->crypto},
        {"--libwolfssl", &arguments->libwolfssl}, {"--libcrypto", &arguments->libcrypto},
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (strcmp(options[i].name, name) == 0)
            return options[i].value;
    }
    return NULL;
}

static int number_option(struct arguments *arguments, const char *name, const char *value)
{
    if (strcmp(name, "--mutual") == 0)
        arguments->mutual = strcmp(value, "true") == 0;
    else if (strcmp(name, "--resumed") == 0)
        arguments->resumed = strcmp(value, "true") == 0;
    else if (strcmp(name, "--size") == 0)
        arguments->size = atoi(value);
    else if (strcmp(name, "--windows") == 0)
        arguments->windows = atoi(value);
    else if (strcmp(name, "--warmup") == 0)
        arguments->warmup = atof(value);
    else if (strcmp(name, "--window") == 0)
        arguments->window = atof(value);
    else
        return -1;
    return 0;
}

static int one_of(const char *name, const char *value, const char *first, const char *second, const char *third)
{
    if (strcmp(value, first) == 0 || strcmp(value, second) == 0 || (third != NULL && strcmp(value, third) == 0))
        return 0;
    fprintf(stderr, "%s is %s, not %s or %s%s%s\n", name, value, first, second, third == NULL ? "" : " or ",
            third == NULL ? "" : third);
    return -1;
}

int arguments_parse(struct arguments *arguments, int count, char **values)
{
    for (int i = 1; i < count; i += 2) {
        const char **text = text_option(arguments, values[i]);
        if (i + 1 == count) {
            fprintf(stderr, "%s has no value\n", values[i]);
            return -1;
        }
        if (text != NULL) {
            *text = values[i + 1];
        } else if (number_option(arguments, values[i], values[i + 1]) != 0) {
            fprintf(stderr, "%s is no argument: see measure.h for those that are\n", values[i]);
            return -1;
        }
    }
    if (arguments->size < 1 || arguments->size > MAX_RECORD || arguments->windows < 1 ||
        arguments->windows > MAX_WINDOWS || arguments->window <= 0 || arguments->warmup < 0) {
        fprintf(stderr, "--size is 1 to %d, --windows 1 to %d, --window more than 0, --warmup not less\n", MAX_RECORD,
                MAX_WINDOWS);
        return -1;
    }
    return one_of("--mode", arguments->mode, "records", "handshakes", NULL) != 0 ||
            one_of("--version", arguments->version, "TLSv1.2", "TLSv1.3", NULL) != 0 ||
            one_of("--group", arguments->group, "X25519", "P256", NULL) != 0 ||
            one_of("--crypto", arguments->crypto, "builtin", "libcrypto", NULL) != 0 ||
            one_of("--key", arguments->key, "EC_P256", "RSA_2048", "ED25519") != 0
        ? -1
        : 0;
}

int is_tls13(const struct arguments *arguments)
{
    return strcmp(arguments->version, "TLSv1.3") == 0;
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

void series_add(struct series *series, double nanos, long count)
{
    double each = nanos / (double)count;
    if (series->best == 0 || each < series->best)
        series->best = each;
    series->total += nanos;
    series->count += count;
}

void series_keep(struct series *series, double nanos)
{
    if (series->values == series->room) {
        long room = series->room == 0 ? 4096 : 2 * series->room;
        float *value = realloc(series->value, (size_t)room * sizeof *value);
        if (value == NULL)
            abort();
        series->value = value;
        series->room = room;
    }
    series->value[series->values++] = (float)nanos;
    series_add(series, nanos, 1);
}

void series_end_window(struct series *series)
{
    series->window[series->windows++] = series->count == 0 ? 0 : series->total / (double)series->count;
    series->total = 0;
    series->count = 0;
}

void series_clear(struct series *series)
{
    series->windows = 0;
    series->best = 0;
    series->total = 0;
    series->count = 0;
    series->values = 0;
}

static int ascending(const void *a, const void *b)
{
    float left = *(const float *)a;
    float right = *(const float *)b;
    return (left > right) - (left < right);
}

static void print_percentiles(struct series *series)
{
    static const char *const names[] = {"0.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "100.0"};
    qsort(series->value, (size_t)series->values, sizeof *series->value, ascending);
    printf(",\"samples\":%ld,\"percentiles\":{", series->values);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        long at = (long)(atof(names[i]) / 100 * (double)series->values);
        if (at >= series->values)
            at = series->values - 1;
        printf("%s\"%s\":%.1f", i == 0 ? "" : ",", names[i], (double)series->value[at]);
    }
    printf("}");
}

void series_print(const char *method, struct series *series)
{
    printf("{\"method\":\"%s\",\"windows\":[", method);
    for (int i = 0; i < series->windows; i++)
        printf("%s%.2f", i == 0 ? "" : ",", series->window[i]);
    printf("],\"best\":%.2f", series->best);
    if (series->values > 0)
        print_percentiles(series);
    printf("}");
}

int run_windows(const struct arguments *arguments, int (*measure)(void *), void (*end)(void *, int warm), void *state)
{
    for (int window = -1; window < arguments->windows; window++) {
        double stop = now() + (window < 0 ? arguments->warmup : arguments->window) * 1e9;
        do {
            int result = measure(state);
            if (result != 0)
                return result;
        } while (now() < stop);
        end(state, window < 0);
    }
    return 0;
}
