package io.tlsmgm.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.manager.engine.Contexts.Library;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import org.junit.jupiter.api.Test;

/** The session of an engine before a domain is chosen. */
class NullSessionTest {
  private static SSLSession session(EnginePeer peer) {
    return SelectingEngine.create(peer, hello -> nullOf()).getSession();
  }

  /** A null where the checker expects none, which is what callers of Java may pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nullOf() {
    return null;
  }

  @Test
  void saysThatNothingWasNegotiated() {
    SSLSession session = session(EnginePeer.of("192.0.2.1", 5));
    assertThat(session.getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
    assertThat(session.getProtocol()).isEqualTo("NONE");
    assertThat(session.isValid()).isFalse();
    session.invalidate();
    assertThat(session.getId()).isEmpty();
    assertThat(session.getSessionContext()).isNull();
    assertThat(session.getLocalCertificates()).isNull();
    assertThat(session.getLocalPrincipal()).isNull();
    assertThat(session.getPeerHost()).isEqualTo("192.0.2.1");
    assertThat(session.getPeerPort()).isEqualTo(5);
    assertThat(session(EnginePeer.UNKNOWN).getPeerHost()).isNull();
    assertThat(session.getCreationTime()).isPositive().isEqualTo(session.getLastAccessedTime());
    assertThatThrownBy(session::getPeerCertificates).isInstanceOf(SSLPeerUnverifiedException.class);
    assertThatThrownBy(session::getPeerPrincipal).isInstanceOf(SSLPeerUnverifiedException.class);
    for (Library library : Library.values()) {
      SSLSession other = Contexts.server(library, "a.example").getSession();
      assertThat(session.getPacketBufferSize()).isGreaterThanOrEqualTo(other.getPacketBufferSize());
      assertThat(session.getApplicationBufferSize())
          .isGreaterThanOrEqualTo(other.getApplicationBufferSize());
    }
  }

  @Test
  void keepsValues() {
    List<String> events = new ArrayList<>();
    class Listener implements SSLSessionBindingListener {
      @Override
      public void valueBound(SSLSessionBindingEvent event) {
        events.add("bound " + event.getName());
      }

      @Override
      public void valueUnbound(SSLSessionBindingEvent event) {
        events.add("unbound " + event.getName());
      }
    }

    SSLSession session = session(EnginePeer.UNKNOWN);
    session.putValue("a", new Listener());
    session.putValue("a", "text");
    session.putValue("b", new Listener());
    session.removeValue("b");
    assertThat(session.getValue("a")).isEqualTo("text");
    assertThat(session.getValue("b")).isNull();
    assertThat(session.getValueNames()).containsExactly("a");
    assertThat(events).containsExactly("bound a", "unbound a", "bound b", "unbound b");
    assertThatThrownBy(() -> session.putValue("a", nullOf()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.getValue(nullOf()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> session.removeValue(nullOf()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
