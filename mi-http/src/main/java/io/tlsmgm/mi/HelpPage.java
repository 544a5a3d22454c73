package io.tlsmgm.mi;

/** What a GET is answered with. */
final class HelpPage {
  private HelpPage() {}

  static String of(MethodTable methods) {
    return String.join(
        "\n",
        "tlsmgm management interface: JSON-RPC 2.0, POST to " + MiServer.PATH,
        "",
        "Methods: " + String.join(", ", methods.names()),
        "",
        "  tls_list                     every TLS domain",
        "  tls_reload                   read the database again",
        "  tls_reload scope=files       read certificates, keys, CAs and CRLs again",
        "  tls_reload scope=all         both",
        "  tls_reload details=true      tell what has changed instead of \"OK\"",
        "",
        "Example:",
        "  curl -s -H 'Content-Type: application/json' \\",
        "    -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tls_list\"}' http://HOST:PORT"
            + MiServer.PATH,
        "");
  }
}
