/* Finds libwolfssl and its functions. */
#include "wolf.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

struct wolf_api wolf;
static int loaded;
static struct interpose *interpose;

static int complain(char *error, size_t error_size, const char *format, const char *what)
{
    snprintf(error, error_size, format, what);
    return -1;
}

/*
 * Opens interpose and with it the libwolfssl that it needs, if that is the one that is wanted; NULL if not, which leaves
 * everything as it would be without.
 */
static void *open_interposed(const char *path, const char *interpose_path)
{
    void *before = dlopen(interpose_path, RTLD_NOW | RTLD_LOCAL);
    if (before == NULL)
        return NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    interpose = dlsym(before, INTERPOSE_SYMBOL);
    if (library == NULL || interpose == NULL || !interpose->complete) {
        interpose = NULL;
        dlclose(before);
    }
    return library;
}

int wolf_load(const char *path, const char *interpose_path, char *error, size_t error_size)
{
    if (loaded)
        return 0;
    void *library = interpose_path == NULL ? NULL : open_interposed(path, interpose_path);
    /* Local: another libwolfssl of the process, under another JNI library, keeps its own symbols. */
    if (library == NULL)
        library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *reason = dlerror();
        return complain(error, error_size, "%s", reason == NULL ? "dlopen failed" : reason);
    }
    struct wolf_api api;
    void *found;
#define WOLF_REQUIRE(name)                                                                                             \
    found = dlsym(library, #name);                                                                                     \
    memcpy(&api.name, &found, sizeof found);                                                                           \
    if (api.name == NULL) {                                                                                            \
        dlclose(library);                                                                                              \
        return complain(error, error_size, "it has no function %s: it is too old, or built without it", #name);        \
    }
#define WOLF_TRY(name)                                                                                                 \
    found = dlsym(library, #name);                                                                                     \
    memcpy(&api.name, &found, sizeof found);
    WOLF_REQUIRED(WOLF_REQUIRE)
    WOLF_OPTIONAL(WOLF_TRY)
    /* The verify and ticket callbacks are those of 5.x; 4.x has others under the same names. */
    if (api.wolfSSL_lib_version_hex() < 0x05004000) {
        const char *version = api.wolfSSL_lib_version();
        complain(error, error_size, "wolfSSL %s is too old; 5.4.0 or newer is needed", version);
        dlclose(library);
        return -1;
    }
    wolf = api;
    loaded = 1;
    return 0;
}

const char *wolf_file(void)
{
    Dl_info info;
    void *function;
    memcpy(&function, &wolf.wolfSSL_lib_version, sizeof function);
    return dladdr(function, &info) != 0 && info.dli_fname != NULL ? info.dli_fname : "";
}

struct interpose *wolf_interpose(void)
{
    return interpose;
}
