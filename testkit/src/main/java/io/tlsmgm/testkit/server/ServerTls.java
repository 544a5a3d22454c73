package io.tlsmgm.testkit.server;

import java.nio.file.Path;

/**
 * The TLS of a server, as PEM files; the server gets copies that only it can read.
 *
 * @param certificate its chain, leaf first
 * @param key its private key, not encrypted
 * @param ca the CAs that it trusts for certificates of clients
 */
public record ServerTls(Path certificate, Path key, Path ca) {}
