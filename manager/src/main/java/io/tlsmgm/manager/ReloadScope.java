package io.tlsmgm.manager;

/** What a reload reads anew. */
public enum ReloadScope {
  /**
   * The {@link DomainSource} and the files that its domains name. Domains of the script stay as
   * they are, as in the C module.
   */
  SOURCE,
  /** The files that domains name, whatever defines the domain. The source is not asked. */
  FILES,
  /** The source, if there is one, and all files. */
  ALL
}
