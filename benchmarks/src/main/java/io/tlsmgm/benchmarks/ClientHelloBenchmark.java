package io.tlsmgm.benchmarks;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.backend.HelloOffer;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import io.tlsmgm.conscrypt.ConscryptLibrary;
import io.tlsmgm.jsse.JsseLibrary;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.match.DomainTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of a ClientHello to the domain, as a listening socket with several domains goes:
 * the hello is read, its name is looked up. What a socket with one domain does not do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ClientHelloBenchmark {
  /** Who says the hello: the JDK 470 bytes, BoringSSL with its share of ML-KEM 1,490. */
  @Param({"jsse", "openssl"})
  public String client = "";

  /** How many server domains there are. */
  @Param({"1", "100", "10000"})
  public int domains;

  /** In how many pieces of equal length the hello arrives. */
  @Param({"1", "4"})
  public int pieces;

  private final InetAddress address = Domains.loopback();
  private DomainTable<String> table = DomainTable.<String>builder().build();
  private ByteBuffer hello = ByteBuffer.allocate(0);

  /** For JMH. */
  public ClientHelloBenchmark() {}

  /** Has the client say its hello, and makes the table. */
  @Setup
  public void setUp() throws TlsException, SSLException, ClientHelloException {
    DomainTable.Builder<String> builder = DomainTable.builder();
    for (int i = 0; i < domains; i++) {
      builder.add(Domains.server("d" + i, "sip" + i + ".example.com", "TLSv1_3"), "d" + i);
    }
    table = builder.build();
    String last = "sip" + (domains - 1) + ".example.com";
    hello = helloTo(last);
    Optional<ClientHello> parsed = parse();
    if (table.all(Role.SERVER).size() != domains
        || !parsed.flatMap(ClientHello::serverName).equals(Optional.of(last))
        || !domain().equals(Optional.of("d" + (domains - 1)))) {
      throw new IllegalStateException("the hello is " + parsed + ", the domain " + domain());
    }
    System.out.printf("%n# ClientHello of %s: %d bytes%n", client, hello.remaining());
  }

  private ByteBuffer helloTo(String serverName) throws TlsException, SSLException {
    List<TlsLibrary> libraries = List.of(new JsseLibrary(), new ConscryptLibrary());
    InetSocketAddress anybody = new InetSocketAddress(address, Domains.PORT);
    try (TlsManager manager =
            TlsManager.builder()
                .libraries(libraries)
                .library(client)
                .domain(Domains.client("client", "SSLv23"))
                .build();
        TlsConnection connection =
            manager.connect(ClientTarget.of(anybody).withServerName(serverName))) {
      ByteBuffer bytes = HelloOffer.bytes(connection.engine());
      return ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }
  }

  /** The hello alone. */
  @Benchmark
  public Optional<ClientHello> parse() throws ClientHelloException {
    ClientHelloReader reader = new ClientHelloReader();
    Optional<ClientHello> read = Optional.empty();
    int length = hello.capacity();
    for (int i = 1; i <= pieces; i++) {
      read = reader.read(hello.limit(i * length / pieces));
    }
    hello.position(0);
    return read;
  }

  /** The hello, the address, and the domain. */
  @Benchmark
  public Optional<String> domain() throws ClientHelloException {
    Optional<String> name = parse().flatMap(ClientHello::serverName);
    return table.server(address, Domains.PORT).flatMap(candidates -> candidates.match(name));
  }
}
