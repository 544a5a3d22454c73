/* The natives of io.tlsmgm.wolfssl.Native, a table for each of its parts. */
#ifndef TLSMGM_JNI_H
#define TLSMGM_JNI_H

#include "shim.h"

/* Methods of a file, registered in JNI_OnLoad: no exported symbol but that one. */
extern const JNINativeMethod library_methods[];
extern const int library_method_count;
extern const JNINativeMethod context_methods[];
extern const int context_method_count;
extern const JNINativeMethod engine_methods[];
extern const int engine_method_count;
extern const JNINativeMethod session_methods[];
extern const int session_method_count;

#define ENGINE(handle) ((struct engine *)(intptr_t)(handle))

/* The text of a record, RFC 5246 section 6.2.1. */
#define RECORD_TEXT_MAX 16384

#define METHOD(name, signature) {(char *)#name, (char *)(signature), (void *)(name)}
#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* A copy of a Java array with a spare byte behind it, wiped when it is freed with memory_free; NULL when memory is short. */
unsigned char *jni_copy(JNIEnv *env, jbyteArray array, int *length);

/* More than any libwolfssl takes. */
#define GROUPS_MAX 64

/* Named groups by their numbers; how many, or -1 for too many. */
int jni_groups(JNIEnv *env, jintArray from, int to[GROUPS_MAX]);

#endif
