package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What COPY copies from: the build context, a stage, or an image. */
interface CopySource {

  /** How messages call it, such as {@code the build context}. */
  String description();

  /**
   * What a path leads to, symlinks followed inside this source and never out of it.
   *
   * @param path without {@code ..} and without slashes at the ends
   * @throws BuildFailedException when symlinks lead out of it or in circles
   */
  Optional<Item> follow(String path) throws BuildFailedException, IOException;

  /** What is in a directory, sorted by name; symlinks as they are. */
  List<Item> children(Item directory) throws IOException;

  /**
   * Names all that copying these paths could read, without reading it: equal identities, equal
   * copies.
   *
   * @param written paths and globs as the instruction has them
   * @return empty when nobody can tell
   */
  Optional<String> identity(List<String> written) throws IOException;

  /** Why a path may be missing, as the end of a sentence, or nothing. */
  String whyMissing(String path) throws IOException;

  /**
   * @param path where it is in the source
   * @param node what it is
   */
  record Item(String path, Node node) {}
}
