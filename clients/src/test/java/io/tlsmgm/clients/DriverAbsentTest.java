package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.clients.jdbc.JdbcTls;
import io.tlsmgm.testkit.TestCa;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings for a driver that is not there cannot be proved, and there are none. */
class DriverAbsentTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://h/db, MariaDB Connector/J is not on the class path",
    "jdbc:mysql://h/db, MySQL Connector/J is not on the class path",
    "jdbc:postgresql://h/db, PostgreSQL's driver is not on the class path",
  })
  void isAnError(String url, String message) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(withoutDrivers(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader); // where services are looked for
      Method there =
          loader
              .loadClass(DriverAbsentTest.class.getName())
              .getDeclaredMethod("message", String.class);
      there.setAccessible(true);
      assertThat(there.invoke(null, url)).asString().contains(message);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private static URL[] withoutDrivers() throws MalformedURLException {
    List<URL> rest = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (!name.startsWith("mariadb-java")
          && !name.startsWith("mysql-connector")
          && !name.startsWith("postgresql")) {
        rest.add(Path.of(entry).toUri().toURL());
      }
    }
    return rest.toArray(new URL[0]);
  }

  /** Runs where the drivers are not. */
  static String message(String url) throws Exception {
    TestCa ca = TestCa.create("Absent CA");
    try (Managers managers = Managers.of(Lab.client("app", ca, ca))) {
      JdbcTls.settings(managers.domains(), url + "?tls_domain=app");
      return "settings";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
