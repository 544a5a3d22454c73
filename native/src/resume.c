/*
 * A client that offers a ticket, up to TLS 1.2.
 *
 * A server that does not know the ticket (it was restarted, or its keys have changed) makes a full handshake, RFC 5077
 * section 3.4. wolfSSL's client takes any ServerHello for a resumption as long as it holds a ticket, and then fails at
 * the Certificate. So the ServerHello is held back until the message behind it has come: a certificate or key exchange
 * means a full handshake, and the ticket is taken away first.
 */
#include "shim.h"

enum {
    RECORD_CHANGE_CIPHER_SPEC = 20,
    RECORD_HANDSHAKE = 22,
    MESSAGE_HEADER = 4,
    SERVER_HELLO = 2,
    NEW_SESSION_TICKET = 4,
    SUPPORTED_VERSIONS = 43,
    /* Longer than any sensible ServerHello; wolfSSL finds fault with it. */
    PATIENCE = 8192,
    SENSELESS = -2
};

/* The bytes of handshake messages, taken out of their records. */
struct reader {
    const unsigned char *at;
    const unsigned char *end;
    int left;    /* in the record */
    int ended;   /* by a record of another type */
};

/* The next byte, or -1 when it has not come or there is none. */
static int next(struct reader *reader)
{
    while (reader->left == 0) {
        if (reader->end - reader->at < RECORD_HEADER)
            return -1;
        if (reader->at[0] != RECORD_HANDSHAKE) {
            reader->ended = 1;
            return -1;
        }
        reader->left = reader->at[3] << 8 | reader->at[4];
        reader->at += RECORD_HEADER;
    }
    if (reader->at == reader->end)
        return -1;
    reader->left--;
    return *reader->at++;
}

static int number(struct reader *reader, int bytes)
{
    int value = 0;
    while (bytes-- > 0) {
        int byte = next(reader);
        if (byte < 0)
            return -1;
        value = value << 8 | byte;
    }
    return value;
}

static int skip(struct reader *reader, int bytes)
{
    while (bytes-- > 0)
        if (next(reader) < 0)
            return -1;
    return 0;
}

/* 1 for a hello of TLS 1.3, 0 for an older one, -1 when it is not complete, SENSELESS when it can never be. */
static int read_hello(struct reader *reader)
{
    int length = number(reader, 3);
    if (length < 0 || skip(reader, 2 + 32) < 0)
        return -1;
    int id = number(reader, 1);
    if (id < 0 || skip(reader, id + 2 + 1) < 0)
        return -1;
    int rest = length - (2 + 32 + 1 + id + 2 + 1);
    if (rest == 0)
        return 0;
    int extensions = number(reader, 2);
    if (rest < 2 || (extensions >= 0 && extensions != rest - 2))
        return SENSELESS;
    if (extensions < 0)
        return -1;
    int tls13 = 0;
    while (extensions > 0) {
        int type = number(reader, 2);
        int size = number(reader, 2);
        if (size > extensions - 4)
            return SENSELESS;
        if (type < 0 || size < 0 || skip(reader, size) < 0)
            return -1;
        tls13 |= type == SUPPORTED_VERSIONS;
        extensions -= 4 + size;
    }
    return extensions == 0 ? tls13 : SENSELESS;
}

int resume_is_clear(struct engine *engine)
{
    if (!engine->ticket_offered)
        return 1;
    const struct bytes *in = &engine->pending_in;
    int available = bytes_length(in);
    if (available == 0)
        return 1; /* wolfSSL has the first word */
    struct reader reader = {.at = in->data + in->start, .end = in->data + in->end, .left = 0, .ended = 0};
    int type = number(&reader, 1);
    if (type == SERVER_HELLO) {
        int tls13 = read_hello(&reader);
        if (tls13 == 0) {
            int following = number(&reader, 1);
            if (following < 0 && !reader.ended && available < PATIENCE)
                return 0;
            if (following >= 0 && following != NEW_SESSION_TICKET)
                (void)wolf.wolfSSL_set_SessionTicket(engine->ssl, NULL, 0);
        } else if (tls13 == -1 && !reader.ended && available < PATIENCE) {
            return 0;
        }
    } else if (type < 0 && !reader.ended && available < PATIENCE) {
        return 0;
    }
    engine->ticket_offered = 0;
    return 1;
}
