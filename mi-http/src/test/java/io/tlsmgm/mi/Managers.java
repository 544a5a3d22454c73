package io.tlsmgm.mi;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.DomainSource;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Managers to call. */
final class Managers {
  static final TestCa CA = TestCa.create("mi CA");
  static final Issued LEAF = CA.leaf("atlanta.com").dns("atlanta.com").issue();

  private Managers() {}

  static TlsDomainBuilder domain(String name) {
    return TlsDomainBuilder.server(name)
        .matchSipDomain(name)
        .key(LEAF.certPem(), LEAF.keyPem())
        .caList(CA.pem());
  }

  static TlsManager plain() {
    return build(TlsManager.builder().library("none").domain(domain("atlanta").build()));
  }

  static TlsManager of(Rows rows) {
    return build(
        TlsManager.builder().library("none").domain(domain("atlanta").build()).source(rows));
  }

  private static TlsManager build(io.tlsmgm.manager.TlsManagerBuilder builder) {
    try {
      return builder.build();
    } catch (TlsException e) {
      throw new AssertionError(e);
    }
  }

  /** A database that a test fills. */
  static final class Rows implements DomainSource {
    final List<TlsDomain> domains = new ArrayList<>();
    @Nullable String down;

    @Override
    public Loaded load() throws TlsException {
      if (down != null) {
        throw new ConfigurationException(List.of(Problem.error("db", "", down)));
      }
      return new Loaded(domains, List.of());
    }

    @Override
    public String description() {
      return "rows";
    }
  }
}
