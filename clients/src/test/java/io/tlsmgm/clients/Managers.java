package io.tlsmgm.clients;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A manager with {@code tls_library=none}, its client domains, and whom they have refused. */
record Managers(TlsManager manager, ClientDomains domains, List<String> refusals)
    implements AutoCloseable {
  static Managers of(TlsManagerBuilder builder) throws TlsException {
    List<String> refusals = new CopyOnWriteArrayList<>();
    TlsManager manager =
        builder
            .library("none")
            .refusals(
                (domain, peer, subject, verdict) ->
                    refusals.add(domain + " " + verdict.status().name().toLowerCase(Locale.ROOT)))
            .build();
    return new Managers(manager, ClientDomains.of(manager), Collections.unmodifiableList(refusals));
  }

  static Managers of(TlsDomainBuilder... domains) throws TlsException {
    TlsManagerBuilder builder = TlsManager.builder();
    for (TlsDomainBuilder domain : domains) {
      builder.domain(domain.build());
    }
    return of(builder);
  }

  @Override
  public void close() {
    domains.close();
    manager.close();
  }
}
