package io.tlsmgm.api.backend;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** {@code SSLParameters.setNamedGroups}, which Java has since 20 only. */
public final class NamedGroupsSetter {
  private static final @Nullable MethodHandle SET = find();

  private NamedGroupsSetter() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              SSLParameters.class,
              "setNamedGroups",
              MethodType.methodType(void.class, String[].class));
    } catch (NoSuchMethodException | IllegalAccessException olderThanJava20) {
      return null;
    }
  }

  /** Whether this Java has the method. */
  public static boolean exists() {
    return SET != null;
  }

  /**
   * Sets the groups in {@code parameters} and returns these.
   *
   * @throws UnsupportedOperationException when this Java has no such method
   */
  public static SSLParameters set(SSLParameters parameters, String[] groups) {
    if (SET == null) {
      throw new UnsupportedOperationException("SSLParameters.setNamedGroups needs Java 20");
    }
    try {
      SET.invokeExact(parameters, groups);
      return parameters;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException("SSLParameters.setNamedGroups", impossible);
    }
  }
}
