package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.ProtocolVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A client that shows a certificate although nobody asked, and no proof that it has the key: the
 * certificate may be anybody's (RFC 5246 section 7.4.6, RFC 8446 section 4.4.2). Not thread-safe.
 */
public final class UnprovenClient {
  private static final int ROOM = 40_000;
  private static final int PATIENCE = 50;

  private final TlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final Protocol protocol;

  /**
   * A client of one version.
   *
   * @param chain what it shows, the leaf first
   */
  public UnprovenClient(ProtocolVersion version, List<X509Certificate> chain)
      throws IOException, CertificateEncodingException {
    TlsCertificate[] certificates = new TlsCertificate[chain.size()];
    CertificateEntry[] entries = new CertificateEntry[chain.size()];
    for (int i = 0; i < certificates.length; i++) {
      certificates[i] = crypto.createCertificate(chain.get(i).getEncoded());
      entries[i] = new CertificateEntry(certificates[i], null);
    }
    boolean tls13 = version == ProtocolVersion.TLSV1_3;
    protocol =
        new Protocol(
            tls13 ? new Certificate(TlsUtils.EMPTY_BYTES, entries) : new Certificate(certificates));
    protocol.connect(
        new Client(
            crypto,
            tls13
                ? org.bouncycastle.tls.ProtocolVersion.TLSv13
                : org.bouncycastle.tls.ProtocolVersion.TLSv12));
  }

  /**
   * Shakes hands with a server, until that has finished or has nothing more to say.
   *
   * @throws SSLException when the server refuses
   */
  public void shakeHands(SSLEngine server) throws IOException {
    ByteBuffer toServer = ByteBuffer.allocate(ROOM);
    ByteBuffer toClient = ByteBuffer.allocate(ROOM);
    ByteBuffer none = ByteBuffer.allocate(0);
    for (int i = 0; i < PATIENCE; i++) {
      byte[] sent = new byte[protocol.getAvailableOutputBytes()];
      protocol.readOutput(sent, 0, sent.length);
      toServer.put(sent).flip();
      server.unwrap(toServer, ByteBuffer.allocate(ROOM));
      toServer.compact();
      for (Runnable task = server.getDelegatedTask();
          task != null;
          task = server.getDelegatedTask()) {
        task.run();
      }
      while (server.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        server.wrap(none, toClient);
      }
      byte[] answer = new byte[toClient.flip().remaining()];
      toClient.get(answer);
      toClient.clear();
      protocol.offerInput(answer);
    }
  }

  /** Sends what it should not right before what comes next in a handshake without it. */
  private static final class Protocol extends TlsClientProtocol {
    private final Certificate certificate;

    Protocol(Certificate certificate) {
      this.certificate = certificate;
    }

    @Override
    protected void sendClientKeyExchange() throws IOException {
      sendCertificateMessage(certificate, OutputStream.nullOutputStream());
      super.sendClientKeyExchange();
    }

    @Override
    protected void send13FinishedMessage() throws IOException {
      send13CertificateMessage(certificate);
      super.send13FinishedMessage();
    }
  }

  /** Trusts every server. */
  private static final class Client extends DefaultTlsClient {
    private final org.bouncycastle.tls.ProtocolVersion version;

    Client(TlsCrypto crypto, org.bouncycastle.tls.ProtocolVersion version) {
      super(crypto);
      this.version = version;
    }

    @Override
    protected org.bouncycastle.tls.ProtocolVersion[] getSupportedVersions() {
      return version.only();
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {}

        @Override
        public @org.jspecify.annotations.Nullable TlsCredentials getClientCredentials(
            CertificateRequest request) {
          return null;
        }
      };
    }
  }
}
