/*
 * The functions of libwolfssl, looked up at run time: the shim has no link dependency on it, takes the libwolfssl it
 * is told to take, and does without what an older or smaller build lacks.
 */
#ifndef TLSMGM_WOLF_H
#define TLSMGM_WOLF_H

#include "interpose.h"

#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/openssl/ec.h>
#include <wolfssl/wolfcrypt/cryptocb.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/chacha20_poly1305.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/random.h>
#include <wolfssl/wolfcrypt/rsa.h>

/* Without one of these there is no engine. */
#define WOLF_REQUIRED(X) \
    X(wolfSSL_Init) X(wolfSSL_lib_version) X(wolfSSL_lib_version_hex) X(wolfSSL_SetAllocators) \
    X(wolfSSL_CTX_new) X(wolfSSL_CTX_free) X(wolfSSL_CTX_up_ref) X(wolfTLS_client_method) X(wolfTLS_server_method) \
    X(wolfSSL_CTX_set_min_proto_version) X(wolfSSL_CTX_set_max_proto_version) X(wolfSSL_CTX_set_cipher_list_bytes) \
    X(wolfSSL_CTX_use_certificate_chain_buffer_format) X(wolfSSL_CTX_use_PrivateKey_buffer) \
    X(wolfSSL_CTX_check_private_key) X(wolfSSL_CTX_set_verify) X(wolfSSL_CTX_set_session_cache_mode) \
    X(wolfSSL_CTX_SetIORecv) X(wolfSSL_CTX_SetIOSend) X(wolfSSL_CTX_clear_mode) X(wolfSSL_CTX_set_mode) \
    X(wolfSSL_CTX_set_timeout) X(wolfSSL_CTX_UseSessionTicket) X(wolfSSL_CTX_set_TicketEncCb) \
    X(wolfSSL_CTX_set_TicketEncCtx) X(wolfSSL_CTX_set_TicketHint) X(wolfSSL_CTX_NoTicketTLSv12) \
    X(wolfSSL_CTX_no_ticket_TLSv13) X(wolfSSL_CTX_set_groups) X(wolfSSL_CTX_UseSupportedCurve) \
    X(wolfSSL_new) X(wolfSSL_free) X(wolfSSL_SetIOReadCtx) X(wolfSSL_SetIOWriteCtx) X(wolfSSL_UseSNI) \
    X(wolfSSL_accept) X(wolfSSL_connect) X(wolfSSL_read) X(wolfSSL_write) X(wolfSSL_shutdown) \
    X(wolfSSL_get_error) X(wolfSSL_ERR_error_string_n) X(wolfSSL_ERR_clear_error) X(wolfSSL_get_alert_history) \
    X(wolfSSL_version) X(wolfSSL_get_cipher_name) X(wolfSSL_get_current_cipher_suite) X(wolfSSL_session_reused) \
    X(wolfSSL_get1_session) X(wolfSSL_set_session) X(wolfSSL_set_SessionTicket) X(wolfSSL_get_SessionTicket) X(wolfSSL_SESSION_free) X(wolfSSL_GetOutputSize) X(wolfSSL_SNI_GetRequest) \
    X(wolfSSL_X509_STORE_CTX_get_error_depth) X(wolfSSL_X509_STORE_CTX_get_current_cert) X(wolfSSL_X509_get_der) \
    X(wolfSSL_SESSION_dup) X(wc_rng_new) X(wc_RNG_GenerateBlock) X(wc_rng_free) \
    X(wc_ChaCha20Poly1305_Encrypt) X(wc_ChaCha20Poly1305_Decrypt)

/* What depends on how libwolfssl was built; a missing one takes a capability away. */
#define WOLF_OPTIONAL(X) \
    X(wolfSSL_CTX_SetTmpDH) X(wolfSSL_CTX_SetMinDhKey_Sz) X(wolfSSL_CTX_set_alpn_select_cb) X(wolfSSL_CTX_set_cert_cb) X(wolfSSL_UseALPN) \
    X(wolfSSL_ALPN_GetProtocol) X(wolfSSL_CTX_add_client_CA) X(wolfSSL_d2i_X509) X(wolfSSL_X509_free) \
    X(wolfSSL_set_cipher_list_bytes) X(wolfSSL_set_min_proto_version) X(wolfSSL_set_max_proto_version) \
    X(wolfSSL_set_verify) X(wolfSSL_set_groups) X(wolfSSL_CTX_set1_curves_list) \
    X(wolfSSL_SSL_CTX_set_tmp_ecdh) X(wolfSSL_EC_KEY_new_by_curve_name) X(wolfSSL_EC_KEY_free) X(wolfSSL_CTX_SetDevId) \
    X(wolfSSL_CTX_SetMinEccKey_Sz) X(wolfSSL_CTX_SetMinRsaKey_Sz) X(wolfSSL_CTX_set_num_tickets) \
    X(wc_ecc_fp_free) X(wc_CryptoCb_RegisterDevice) X(wc_CryptoCb_UnRegisterDevice) \
    X(wc_ecc_get_curve_id) X(wc_ecc_export_private_only) X(wc_ecc_export_x963) X(wc_ecc_import_private_key_ex) \
    X(wc_RsaExportKey) X(wc_RsaFlattenPublicKey) X(wc_RsaEncryptSize) X(wc_AesSetKey) X(wc_AesCbcEncrypt) \
    X(wc_InitSha_ex) X(wc_ShaUpdate) X(wc_ShaFinal) X(wc_InitSha256) X(wc_InitSha256_ex) X(wc_Sha256Update) X(wc_Sha256Final) \
    X(wc_InitSha384_ex) X(wc_Sha384Update) X(wc_Sha384Final) \
    X(wc_InitSha512_ex) X(wc_Sha512Update) X(wc_Sha512Final) \
    X(wc_AesInit) X(wc_AesFree) X(wc_AesGcmSetKey) X(wc_AesGcmEncrypt) X(wc_AesGcmDecrypt) \
    X(wc_AesCcmSetKey) X(wc_AesCcmEncrypt) X(wc_AesCcmDecrypt) \
    X(wolfSSL_GetClientWriteKey) X(wolfSSL_GetClientWriteIV) X(wolfSSL_GetServerWriteKey) \
    X(wolfSSL_GetServerWriteIV) X(wolfSSL_GetKeySize)

#define WOLF_FIELD(name) __typeof__(&name) name;

struct wolf_api {
    WOLF_REQUIRED(WOLF_FIELD)
    WOLF_OPTIONAL(WOLF_FIELD)
};

/* Filled once, before the first engine, by wolf_load; read-only from then on. */
extern struct wolf_api wolf;

/*
 * Loads libwolfssl from path and fills the table. interpose_path is NULL, or the file of interpose.h's library. Returns
 * 0, or -1 with the reason in error. Idempotent: a second call with the library loaded returns 0. Not for several
 * threads at once.
 */
int wolf_load(const char *path, const char *interpose_path, char *error, size_t error_size);

/* NULL when libwolfssl was loaded without it. Whether it works is seen where it is used. */
struct interpose *wolf_interpose(void);

/* The file of the loaded libwolfssl. */
const char *wolf_file(void);

#endif
