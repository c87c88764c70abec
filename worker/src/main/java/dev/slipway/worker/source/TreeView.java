package dev.slipway.worker.source;

import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import org.jspecify.annotations.Nullable;

/** How the files of a commit are shown to a build, such as with its LFS files. */
@FunctionalInterface
interface TreeView {

  /**
   * @param tree the commit; closed with what is returned
   * @param source of the commit
   * @param ref the ref that the commit belongs to, null where nobody knows
   */
  SourceTree of(SourceTree tree, Source source, @Nullable RefName ref);
}
