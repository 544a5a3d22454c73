package io.tlsmgm.manager;

import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the file system says of files and directories, without their contents: which file it is, its
 * size, when it was written and when its entry was changed.
 *
 * @param states attributes by path; links are followed
 * @param recent whether something was written so shortly before the look that it may be written
 *     again without a sign
 */
record FileStates(Map<Path, Map<String, Object>> states, boolean recent) {
  /** File systems stamp in steps of at most two seconds (FAT). */
  private static final long STEP_MILLIS = 2000;

  private static final String UNIX = "unix:dev,ino,mode,size,lastModifiedTime,ctime";
  private static final String BASIC = "fileKey,size,lastModifiedTime,isDirectory";

  FileStates {
    states = Map.copyOf(states);
  }

  /** Looks at everything that these domains name. */
  static FileStates of(List<TlsDomain> domains) {
    Set<Path> files = new LinkedHashSet<>();
    Set<Path> directories = new LinkedHashSet<>();
    for (TlsDomain domain : domains) {
      Stream.of(domain.certificate(), domain.privateKey(), domain.caList(), domain.dhParams())
          .flatMap(Optional::stream)
          .forEach(
              material -> {
                if (material instanceof Material.File file) {
                  files.add(file.path());
                }
              });
      Stream.of(domain.caDir(), domain.crlDir())
          .flatMap(Optional::stream)
          .forEach(directory -> directories.add(directory.path()));
    }
    for (Path directory : directories) {
      files.add(directory);
      files.addAll(entries(directory));
    }
    Map<Path, Map<String, Object>> states = new HashMap<>();
    long now = System.currentTimeMillis();
    boolean recent = false;
    for (Path file : files) {
      Map<String, Object> state = state(file);
      states.put(file, state);
      recent |= state.values().stream().anyMatch(value -> isRecent(value, now));
    }
    return new FileStates(states, recent);
  }

  /** The same state, however long ago it came about. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FileStates that && states.equals(that.states);
  }

  @Override
  public int hashCode() {
    return states.hashCode();
  }

  private static boolean isRecent(Object value, long now) {
    return value instanceof FileTime time && Math.abs(now - time.toMillis()) < STEP_MILLIS;
  }

  private static List<Path> entries(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(directory)) {
      list.forEach(entries::add);
    } catch (IOException | UncheckedIOException e) {
      // The state of the directory itself tells; what it means is for the reload to say.
      return List.of();
    }
    return entries;
  }

  private static Map<String, Object> state(Path file) {
    try {
      boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
      Map<String, Object> state = new HashMap<>(Files.readAttributes(file, unix ? UNIX : BASIC));
      state.values().removeIf(Objects::isNull);
      return state;
    } catch (IOException e) {
      return Map.of("problem", e.getClass().getName());
    }
  }
}
