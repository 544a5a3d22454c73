#ifndef TLSMGM_LIBCRYPTO_H
#define TLSMGM_LIBCRYPTO_H
#include <stddef.h>
int libcrypto_load(const char *path_or_null, char *error, size_t error_size);
int libcrypto_device(void);
const char *libcrypto_version(void);
unsigned libcrypto_algorithms(void);
#endif
