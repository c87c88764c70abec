package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which commit to fetch from where.
 *
 * @param repositoryId keys the cache, so that no tenant reads another's objects
 * @param source the remote and its credentials
 * @param ref the ref that the commit belongs to
 * @param commit the commit; null means the ref's tip
 * @param submodules whether to fetch what its gitlinks stand for
 * @param lfs whether to fetch what its Git LFS pointers stand for
 */
public record SourceRequest(
    String repositoryId,
    Source source,
    RefName ref,
    @Nullable CommitSha commit,
    boolean submodules,
    boolean lfs) {

  private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

  /** The commit alone. */
  public SourceRequest(
      String repositoryId, Source source, RefName ref, @Nullable CommitSha commit) {
    this(repositoryId, source, ref, commit, false, false);
  }

  public SourceRequest {
    if (!FOLDER_NAME.matcher(repositoryId).matches()) {
      throw new IllegalArgumentException("a repository id consists of letters, digits and dashes");
    }
  }
}
