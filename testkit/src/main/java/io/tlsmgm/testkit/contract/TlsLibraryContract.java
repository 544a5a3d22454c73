package io.tlsmgm.testkit.contract;

import io.tlsmgm.api.TlsLibrary;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/**
 * The whole contract of a {@link TlsLibrary}. A backend's test tree has one class that extends this
 * one and names the library:
 *
 * <pre>{@code
 * class JsseContractTest extends TlsLibraryContract {
 *   @Override
 *   protected TlsLibrary library() {
 *     return new JsseLibrary();
 *   }
 * }
 * }</pre>
 *
 * A new subject of the contract reaches every backend this way.
 */
public abstract class TlsLibraryContract {
  /** For subclasses. */
  protected TlsLibraryContract() {}

  /** The library under test. */
  protected abstract TlsLibrary library();

  /** See {@link Contract#deviations()}. */
  protected Map<Deviation, String> deviations() {
    return Map.of();
  }

  /** {@link LibraryContract}. */
  @Nested
  final class Library extends LibraryContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link ClaimsContract}. */
  @Nested
  final class Claims extends ClaimsContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link EngineContract}. */
  @Nested
  final class Engine extends EngineContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link BufferContract}. */
  @Nested
  final class Buffer extends BufferContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link BufferSizeContract}. */
  @Nested
  final class BufferSize extends BufferSizeContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link TransferContract}. */
  @Nested
  final class Transfer extends TransferContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link CloseContract}. */
  @Nested
  final class Close extends CloseContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link NegotiationContract}. */
  @Nested
  final class Negotiation extends NegotiationContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link ClientAuthContract}. */
  @Nested
  final class ClientAuth extends ClientAuthContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link SessionContract}. */
  @Nested
  final class Session extends SessionContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link ResumptionContract}. */
  @Nested
  final class Resumption extends ResumptionContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link AlertContract}. */
  @Nested
  final class Alert extends AlertContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link HostilePeerContract}. */
  @Nested
  final class HostilePeer extends HostilePeerContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link SslContextContract}. */
  @Nested
  final class SslContext extends SslContextContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }

  /** {@link LeakContract}. */
  @Nested
  final class Leak extends LeakContract {
    @Override
    protected TlsLibrary library() {
      return TlsLibraryContract.this.library();
    }

    @Override
    protected Map<Deviation, String> deviations() {
      return TlsLibraryContract.this.deviations();
    }
  }
}
