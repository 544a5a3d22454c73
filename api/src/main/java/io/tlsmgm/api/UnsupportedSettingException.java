package io.tlsmgm.api;

/** A domain asks for something that the chosen library cannot do. */
public final class UnsupportedSettingException extends TlsException {
  private static final long serialVersionUID = 1L;
  private final String setting;

  /**
   * A setting that cannot be honoured.
   *
   * @param setting the parameter's name, such as {@code tls_method}
   * @param message names the domain, the value and what the library could do instead
   */
  public UnsupportedSettingException(String setting, String message) {
    super(message);
    this.setting = setting;
  }

  /** The parameter's name. */
  public String setting() {
    return setting;
  }
}
