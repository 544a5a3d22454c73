package io.tlsmgm.cli;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ReloadResult;
import io.tlsmgm.manager.TlsManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP. Java has no API of its own for signals; {@code sun.misc.Signal} of the module {@code
 * jdk.unsupported} is looked up by name, since it may not be there.
 */
final class Hangup {
  private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /** Has every SIGHUP reload everything. */
  static void reloads(TlsManager manager) {
    handle(() -> reload(manager));
  }

  private static void reload(TlsManager manager) {
    try {
      ReloadResult result = manager.reload();
      LOG.info("SIGHUP: {}", result);
      result.problems().forEach(problem -> LOG.warn("SIGHUP: {}", problem.text()));
    } catch (TlsException e) {
      LOG.error("SIGHUP: nothing is reloaded: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("SIGHUP: the reload has failed", e);
    }
  }

  /** Runs {@code action} on a thread of its own whenever the signal comes. */
  private static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, args) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> self == args[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "SIGHUP";
                  });
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hup, proxy);
    } catch (InvocationTargetException e) {
      LOG.info("SIGHUP does not reload here: {}", String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      LOG.info("SIGHUP does not reload here: {}", String.valueOf(e));
    }
  }
}
