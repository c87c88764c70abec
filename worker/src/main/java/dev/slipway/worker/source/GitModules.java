package dev.slipway.worker.source;

import dev.slipway.git.SourceException;
import dev.slipway.worker.source.SourceTree.Entry;
import dev.slipway.worker.source.SourceTree.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/** Reads a commit's .gitmodules. */
final class GitModules {

  private static final String FILE = ".gitmodules";
  private static final String SECTION = "submodule";
  private static final int LARGEST = 256 * 1024;

  private GitModules() {}

  /**
   * The submodules that the file describes completely; none without a file.
   *
   * @throws SourceException when the file is a symlink, too large or malformed
   */
  static List<GitModule> read(SourceTree tree) throws IOException {
    Optional<Entry> file = tree.find(FILE);
    if (file.isEmpty()) {
      return List.of();
    }
    Config config = new Config();
    try {
      config.fromText(text(tree, file.get()));
    } catch (ConfigInvalidException e) {
      throw SourceException.lasting("The repository's .gitmodules is malformed.", e);
    }
    List<GitModule> modules = new ArrayList<>();
    for (String name : config.getSubsections(SECTION)) {
      @Nullable String path = config.getString(SECTION, name, "path");
      @Nullable String url = config.getString(SECTION, name, "url");
      if (path != null && url != null) {
        modules.add(new GitModule(name, path, url));
      }
    }
    return modules;
  }

  private static String text(SourceTree tree, Entry file) throws IOException {
    boolean regular = file.kind() == Kind.FILE || file.kind() == Kind.EXECUTABLE;
    if (!regular || file.size() > LARGEST) {
      throw SourceException.lasting(
          "The repository's .gitmodules has to be a regular file of at most "
              + LARGEST / 1024
              + " KiB.",
          null);
    }
    try (InputStream content = tree.open(file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The gitlink of a submodule.
   *
   * @return empty where the commit has none there
   * @throws SourceException when the path lies below a symlink
   */
  static Optional<Entry> gitlink(SourceTree tree, GitModule module) throws IOException {
    String path = module.path();
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Optional<Entry> parent = tree.find(path.substring(0, slash));
      if (parent.isPresent() && parent.get().kind() == Kind.SYMLINK) {
        throw module.refused("its path lies below the symbolic link /" + parent.get().path());
      }
    }
    return tree.find(path).filter(entry -> entry.kind() == Kind.SUBMODULE);
  }
}
