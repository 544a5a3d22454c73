/* The library as a whole, and the two upcalls of a handshake. */
#include "jni.h"

#include "libcrypto.h"
#include "memory.h"

#include <stdio.h>
#include <string.h>

static jmethodID verify_method;
static jmethodID ticket_method;
static jclass byte_array_class;

unsigned char *jni_copy(JNIEnv *env, jbyteArray array, int *length)
{
    *length = (*env)->GetArrayLength(env, array);
    unsigned char *copy = memory_alloc((size_t)*length + 1);
    if (copy != NULL)
        (*env)->GetByteArrayRegion(env, array, 0, *length, (jbyte *)copy);
    return copy;
}

int jni_groups(JNIEnv *env, jintArray from, int to[GROUPS_MAX])
{
    jint numbers[GROUPS_MAX];
    int count = (*env)->GetArrayLength(env, from);
    if (count > GROUPS_MAX)
        return -1;
    (*env)->GetIntArrayRegion(env, from, 0, count, numbers);
    for (int i = 0; i < count; i++)
        to[i] = numbers[i];
    return count;
}

int upcall_verify(struct engine *engine)
{
    JNIEnv *env = engine->env;
    jobjectArray chain = (*env)->NewObjectArray(env, engine->chain_count, byte_array_class, NULL);
    if (chain == NULL)
        return ALERT_INTERNAL_ERROR;
    for (int i = 0; i < engine->chain_count; i++) {
        jbyteArray certificate = (*env)->NewByteArray(env, engine->chain_length[i]);
        if (certificate == NULL)
            return ALERT_INTERNAL_ERROR;
        (*env)->SetByteArrayRegion(env, certificate, 0, engine->chain_length[i], (const jbyte *)engine->chain[i]);
        (*env)->SetObjectArrayElement(env, chain, i, certificate);
        (*env)->DeleteLocalRef(env, certificate);
    }
    jint alert = (*env)->CallIntMethod(env, engine->self, verify_method, chain);
    /* An Error that passed the Java side; it is thrown when the step returns, and nobody is let in. */
    if ((*env)->ExceptionCheck(env))
        return ALERT_INTERNAL_ERROR;
    (*env)->DeleteLocalRef(env, chain);
    return alert;
}

int upcall_ticket_known(struct engine *engine, const unsigned char *id)
{
    JNIEnv *env = engine->env;
    if (env == NULL)
        return 0;
    jbyteArray bytes = (*env)->NewByteArray(env, TICKET_ID_SIZE);
    if (bytes == NULL)
        return 0;
    (*env)->SetByteArrayRegion(env, bytes, 0, TICKET_ID_SIZE, (const jbyte *)id);
    jboolean known = (*env)->CallBooleanMethod(env, engine->self, ticket_method, bytes);
    if ((*env)->ExceptionCheck(env))
        return 0;
    (*env)->DeleteLocalRef(env, bytes);
    return known;
}

/* Null, or why libwolfssl cannot be used. */
static jstring load(JNIEnv *env, jclass type, jstring path, jstring interpose)
{
    (void)type;
    char error[1024];
    const char *file = (*env)->GetStringUTFChars(env, path, NULL);
    const char *before = file == NULL || interpose == NULL ? NULL : (*env)->GetStringUTFChars(env, interpose, NULL);
    if (file == NULL || (interpose != NULL && before == NULL))
        return NULL; /* an OutOfMemoryError is on its way */
    int result = wolf_load(file, before, error, sizeof error);
    (*env)->ReleaseStringUTFChars(env, path, file);
    if (before != NULL)
        (*env)->ReleaseStringUTFChars(env, interpose, before);
    if (result != 0)
        return (*env)->NewStringUTF(env, error);
    if (memory_count() != 0 || wolf.wolfSSL_Init() != WOLFSSL_SUCCESS)
        return (*env)->NewStringUTF(env, "wolfSSL_Init failed");
    return NULL;
}

static jstring version(JNIEnv *env, jclass type)
{
    (void)type;
    return (*env)->NewStringUTF(env, wolf.wolfSSL_lib_version());
}

/* Where libwolfssl is, as the dynamic linker found it. */
static jstring file(JNIEnv *env, jclass type)
{
    (void)type;
    return (*env)->NewStringUTF(env, wolf_file());
}

/* Live bytes, engines and contexts. */
static void memory(JNIEnv *env, jclass type, jlongArray to)
{
    (void)type;
    jlong numbers[3] = {memory_live(), atomic_load(&live_engines), atomic_load(&live_contexts)};
    (*env)->SetLongArrayRegion(env, to, 0, 3, numbers);
}

/* Null, or why the system's libcrypto cannot be used. */
static jstring loadCrypto(JNIEnv *env, jclass type, jstring path)
{
    (void)type;
    char error[1024];
    const char *file = path == NULL ? NULL : (*env)->GetStringUTFChars(env, path, NULL);
    int result = libcrypto_load(file, error, sizeof error);
    if (file != NULL)
        (*env)->ReleaseStringUTFChars(env, path, file);
    return result == 0 ? NULL : (*env)->NewStringUTF(env, error);
}

static jstring cryptoVersion(JNIEnv *env, jclass type)
{
    (void)type;
    return (*env)->NewStringUTF(env, libcrypto_version());
}

/* What libcrypto does, such as "AES-GCM, SHA"; in the order of enum libcrypto_algorithm. */
static jstring cryptoAlgorithms(JNIEnv *env, jclass type)
{
    (void)type;
    static const char *const names[] = {
        "AES-GCM", "AES-CBC", "AES-CCM", "SHA", "ECDSA", "ECDH", "EC key generation", "RSA", "random seeds", "X25519",
        "key schedule",
    };
    char text[256] = "";
    unsigned algorithms = libcrypto_algorithms();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(text);
        if (algorithms >> i & 1)
            snprintf(text + length, sizeof text - length, "%s%s", length == 0 ? "" : ", ", names[i]);
    }
    return (*env)->NewStringUTF(env, text);
}

/* Nanoseconds for one record of 16 KiB with AES-128-GCM or ChaCha20-Poly1305, or -1. */
static jlong aeadNanos(JNIEnv *env, jclass type, jboolean aes, jboolean libcrypto)
{
    (void)env, (void)type;
    return speed_of_aead(aes, libcrypto ? libcrypto_device() : INVALID_DEVID);
}

static jstring errorText(JNIEnv *env, jclass type, jint code)
{
    (void)type;
    /* The library asks for 80 bytes. */
    char text[256];
    wolf.wolfSSL_ERR_error_string_n((unsigned long)code, text, sizeof text);
    return (*env)->NewStringUTF(env, text);
}

const JNINativeMethod library_methods[] = {
    METHOD(load, "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"),
    METHOD(version, "()Ljava/lang/String;"),
    METHOD(file, "()Ljava/lang/String;"),
    METHOD(memory, "([J)V"),
    METHOD(loadCrypto, "(Ljava/lang/String;)Ljava/lang/String;"),
    METHOD(cryptoVersion, "()Ljava/lang/String;"),
    METHOD(cryptoAlgorithms, "()Ljava/lang/String;"),
    METHOD(aeadNanos, "(ZZ)J"),
    METHOD(errorText, "(I)Ljava/lang/String;"),
};
const int library_method_count = COUNT(library_methods);

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    (void)reserved;
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK)
        return JNI_ERR;
    jclass native = (*env)->FindClass(env, "io/tlsmgm/wolfssl/Native");
    if (native == NULL || (*env)->RegisterNatives(env, native, library_methods, library_method_count) != 0 ||
        (*env)->RegisterNatives(env, native, context_methods, context_method_count) != 0 ||
        (*env)->RegisterNatives(env, native, engine_methods, engine_method_count) != 0 ||
        (*env)->RegisterNatives(env, native, session_methods, session_method_count) != 0)
        return JNI_ERR;
    jclass handshake = (*env)->FindClass(env, "io/tlsmgm/wolfssl/Handshake");
    if (handshake == NULL)
        return JNI_ERR;
    verify_method = (*env)->GetMethodID(env, handshake, "verify", "([[B)I");
    ticket_method = (*env)->GetMethodID(env, handshake, "ticketKnown", "([B)Z");
    jclass bytes = (*env)->FindClass(env, "[B");
    if (verify_method == NULL || ticket_method == NULL || bytes == NULL)
        return JNI_ERR;
    byte_array_class = (*env)->NewGlobalRef(env, bytes);
    return byte_array_class == NULL ? JNI_ERR : JNI_VERSION_1_8;
}
