package io.tlsmgm.netty;

import java.time.Duration;

/** What a {@link TlsTransportBuilder} came to. */
record Settings(
    int eventLoopThreads,
    int handshakeThreads,
    int handshakeQueue,
    int backlog,
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration sendTimeout,
    Duration closeTimeout) {}
