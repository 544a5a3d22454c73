package io.tlsmgm.manager.pki;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.bouncycastle.asn1.x9.DomainParameters;

/** Diffie-Hellman parameters, PKCS#3 and X9.42. */
final class DhParameters {
  /** Below this many bits an attacker of means breaks the exchange (RFC 7919, RFC 8270). */
  static final int RECOMMENDED_BITS = 2048;

  /** Below is a toy, above is a way to keep a server busy (OpenSSL's limits). */
  private static final int MIN_BITS = 512;

  private static final int MAX_BITS = 10_000;

  private DhParameters() {}

  /** The parameters of a text: those of its first such block. */
  static Parsed<DHParameterSpec> parse(String text) {
    try {
      List<PemBlock> blocks = PemText.blocks(text);
      Optional<PemBlock> block = blocks.stream().filter(DhParameters::isParameters).findFirst();
      if (block.isEmpty()) {
        return Parsed.failed(KeyReader.missing(text, blocks, "DH PARAMETERS block", ""));
      }
      DHParameterSpec parameters = decode(block.get());
      Parsed.Findings findings = new Parsed.Findings();
      if (parameters.getP().bitLength() < RECOMMENDED_BITS) {
        findings.warning(
            block.get().where()
                + " has a prime of only "
                + parameters.getP().bitLength()
                + " bits; use at least "
                + RECOMMENDED_BITS);
      }
      return findings.result(parameters);
    } catch (PemException e) {
      return Parsed.failed(e);
    }
  }

  private static boolean isParameters(PemBlock block) {
    return block.type().equals("DH PARAMETERS") || block.type().equals("X9.42 DH PARAMETERS");
  }

  /**
   * The parameters of a block.
   *
   * @throws PemException when it has none, or such that no one can use
   */
  static DHParameterSpec decode(PemBlock block) throws PemException {
    BigInteger p;
    BigInteger g;
    int length = 0;
    try {
      if (block.type().equals("DH PARAMETERS")) {
        DHParameter parameters = DHParameter.getInstance(block.content());
        p = parameters.getP();
        g = parameters.getG();
        BigInteger l = parameters.getL();
        length = l == null ? 0 : l.intValueExact();
      } else {
        DomainParameters parameters = DomainParameters.getInstance(block.content());
        p = parameters.getP();
        g = parameters.getG();
      }
    } catch (RuntimeException e) {
      // Bouncy Castle reports malformed values by several unchecked exceptions.
      throw new PemException(
          block.where() + " has no Diffie-Hellman parameters: its bytes are damaged", e);
    }
    check(block, p, g, length);
    return length == 0 ? new DHParameterSpec(p, g) : new DHParameterSpec(p, g, length);
  }

  private static void check(PemBlock block, BigInteger p, BigInteger g, int length)
      throws PemException {
    if (p.signum() <= 0 || p.bitLength() < MIN_BITS || p.bitLength() > MAX_BITS) {
      throw new PemException(
          block.where()
              + " has a prime of "
              + p.bitLength()
              + " bits; accepted are "
              + MIN_BITS
              + " to "
              + MAX_BITS);
    }
    if (g.compareTo(BigInteger.ONE) <= 0 || g.compareTo(p.subtract(BigInteger.ONE)) >= 0) {
      throw new PemException(block.where() + " has a generator outside 2 to p-2");
    }
    if (length < 0 || length > p.bitLength()) {
      throw new PemException(block.where() + " has a private length of " + length + " bits");
    }
    // A composite modulus is a typing error at best and a trap at worst.
    if (!p.isProbablePrime(20)) {
      throw new PemException(block.where() + " has a modulus that is no prime");
    }
  }
}
