package io.tlsmgm.cli;

import io.tlsmgm.cli.text.Style;
import io.tlsmgm.cli.text.Table;
import io.tlsmgm.manager.Expiry;
import io.tlsmgm.manager.pki.CertificateText;
import java.util.List;

/** How many days the certificates and revocation lists have left that end first. */
final class ExpiryTable {
  private static final int ROWS = 10;

  private final Streams streams;

  ExpiryTable(Streams streams) {
    this.streams = streams;
  }

  /** Prints nothing when there is nothing that ends. */
  void print(List<Expiry> ends) {
    if (ends.isEmpty()) {
      return;
    }
    Style style = streams.outStyle();
    Table table = new Table(style, "DAYS LEFT", "ENDS", "WHAT", "DOMAINS");
    for (Expiry expiry : ends.subList(0, Math.min(ROWS, ends.size()))) {
      boolean soon = expiry.daysLeft() < Expiry.WARNING.toDays();
      table.row(
          soon
              ? new Table.Cell(Long.toString(expiry.daysLeft()), style::warn)
              : Table.Cell.of(Long.toString(expiry.daysLeft())),
          Table.Cell.of(CertificateText.time(expiry.end())),
          Table.Cell.of((expiry.kind() == Expiry.Kind.CRL ? "CRL of " : "") + expiry.name()),
          Table.Cell.of(domains(expiry.domains())));
    }
    table.lines().forEach(streams.out()::println);
    if (ends.size() > ROWS) {
      streams.out().println("and " + (ends.size() - ROWS) + " more that end later");
    }
  }

  private static String domains(List<String> domains) {
    return domains.get(0) + (domains.size() > 1 ? " and " + (domains.size() - 1) + " more" : "");
  }
}
