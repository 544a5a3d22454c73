package io.tlsmgm.cli;

import io.tlsmgm.api.domain.TlsDomain;
import java.util.ArrayList;
import java.util.List;

/** Collects what a client cannot be told of a domain, or does otherwise. */
final class EnvNotes {
  private final String client;
  private final TlsDomain domain;
  private final EnvFiles files;
  private final List<String> notes = new ArrayList<>();

  /**
   * None yet.
   *
   * @param client what notes call it
   */
  EnvNotes(String client, TlsDomain domain, EnvFiles files) {
    this.client = client;
    this.domain = domain;
    this.files = files;
  }

  EnvNotes add(String note) {
    notes.add(note);
    return this;
  }

  EnvNotes when(boolean so, String note) {
    if (so) {
      notes.add(note);
    }
    return this;
  }

  /** The client takes one file of CAs. */
  EnvNotes oneFileOfCas() {
    files
        .caDirectory()
        .filter(directory -> domain.verifyCert())
        .ifPresent(
            directory ->
                add(client + " takes no directory of CAs (" + directory + "); add --write DIR"));
    return this;
  }

  /** Without CAs the client takes those of the system, and the domain none. */
  EnvNotes systemCas() {
    return when(
        domain.verifyCert() && files.ca().isEmpty() && files.caDirectory().isEmpty(),
        "the domain has no CAs, and " + client + " then trusts those of the system");
  }

  /** The client knows nothing of revocation. */
  EnvNotes noRevocation() {
    return when(
        revocation(),
        client
            + " cannot be told revocation lists (crl_dir): it takes a certificate that is revoked");
  }

  /** The client takes one file of lists. */
  EnvNotes oneFileOfLists() {
    files
        .crlDirectory()
        .filter(directory -> revocation())
        .ifPresent(
            directory ->
                add(
                    client
                        + " takes no directory of revocation lists ("
                        + directory
                        + ") and checks no revocation without a file; add --write DIR"));
    return this;
  }

  /** The client takes a directory of lists, by hash. */
  EnvNotes listsByHash() {
    files
        .crlDirectory()
        .filter(directory -> revocation())
        .ifPresent(
            directory ->
                add(
                    client
                        + " finds revocation lists by the names that 'openssl rehash' makes in "
                        + directory
                        + ", and refuses the server without one; --write DIR makes one file"));
    return this;
  }

  /**
   * The client wants a list of every CA.
   *
   * @param told whether it is told any
   */
  EnvNotes wholeChain(boolean told) {
    return when(
        told && revocation() && !domain.crlCheckAll(),
        client + " wants a revocation list of every CA of the chain, as with crl_check_all=1");
  }

  /** The client chooses its groups itself. */
  EnvNotes noGroups() {
    return when(domain.ecCurve().isPresent(), client + " cannot be told groups (ec_curve)");
  }

  private boolean revocation() {
    return domain.verifyCert() && domain.crlDir().isPresent();
  }

  List<String> list() {
    return List.copyOf(notes);
  }
}
