package dev.slipway.git;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Asks a remote for its branches and tags without fetching anything, as {@code git ls-remote} does.
 */
public final class RemoteHeads {

  /** All that is asked for; hosts also have refs of pull requests, which can be many. */
  private static final List<RefSpec> BRANCHES_AND_TAGS =
      List.of(
          new RefSpec(Constants.R_HEADS + "*:" + Constants.R_HEADS + "*"),
          new RefSpec(Constants.R_TAGS + "*:" + Constants.R_TAGS + "*"));

  private final Duration limit;
  private final int mostRefs;

  /**
   * @param limit how long a conversation may take
   * @param mostRefs how many branches and tags a remote may have
   */
  public RemoteHeads(Duration limit, int mostRefs) {
    this.limit = limit;
    this.mostRefs = mostRefs;
  }

  /**
   * What a remote has.
   *
   * @param defaultBranch where its HEAD points, null when that is no branch
   * @param commits of every branch and tag, annotated tags resolved; names that git would refuse
   *     are left out
   */
  public record Heads(@Nullable String defaultBranch, Map<RefName, CommitSha> commits) {
    public Heads {
      commits = Map.copyOf(commits);
    }
  }

  /**
   * Asks. Blocks, up to the limit. No git configuration of the machine or its user is read.
   *
   * @param remote opened for the same URL; it is closed when the limit is over
   * @throws SourceException when the remote doesn't tell; the message is fit for the repository's
   *     owner
   */
  public Heads list(GitUrl url, RemoteAccess remote) throws SourceException {
    AtomicBoolean late = new AtomicBoolean();
    Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> watch =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              remote.close();
            },
            later);
    try {
      return ask(url, remote);
    } catch (IOException | RuntimeException e) {
      throw late.get() ? tooLate(url, e) : explained(url, remote, e);
    } finally {
      watch.cancel(false);
    }
  }

  private Heads ask(GitUrl url, RemoteAccess remote) throws IOException {
    // A repository in memory has a configuration of its own and no other.
    try (Repository nowhere = new InMemoryRepository(new DfsRepositoryDescription("nowhere"));
        Transport transport = remote.transport(nowhere);
        FetchConnection connection = transport.openFetch(BRANCHES_AND_TAGS, Constants.HEAD)) {
      return heads(url, connection);
    }
  }

  private Heads heads(GitUrl url, FetchConnection connection) throws SourceException {
    Map<RefName, CommitSha> commits = new HashMap<>();
    for (Ref ref : connection.getRefs()) {
      Optional<RefName> name = name(ref.getName());
      Optional<CommitSha> commit = commit(ref);
      if (name.isPresent() && commit.isPresent()) {
        commits.put(name.get(), commit.get());
      }
      if (commits.size() > mostRefs) {
        throw SourceException.lasting(
            url + " has more than " + mostRefs + " branches and tags, which is the limit.", null);
      }
    }
    return new Heads(defaultBranch(connection.getRef(Constants.HEAD)), commits);
  }

  private static Optional<RefName> name(String fullName) {
    try {
      return RefName.fromFullName(fullName);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // nothing can be built of it, and git itself would refuse it
    }
  }

  private static Optional<CommitSha> commit(Ref ref) {
    ObjectId peeled = ref.getPeeledObjectId();
    ObjectId id = peeled == null ? ref.getObjectId() : peeled;
    return id == null ? Optional.empty() : Optional.of(new CommitSha(id.name()));
  }

  private static @Nullable String defaultBranch(@Nullable Ref head) {
    if (head == null || !head.isSymbolic()) {
      return null;
    }
    String target = head.getTarget().getName();
    return target.startsWith(Constants.R_HEADS)
        ? target.substring(Constants.R_HEADS.length())
        : null;
  }

  private SourceException tooLate(GitUrl url, Exception cause) {
    return SourceException.passing(
        "The Git host "
            + url.host()
            + ":"
            + url.port()
            + " did not list its refs within "
            + limit.toSeconds()
            + " seconds.",
        cause);
  }

  private static SourceException explained(GitUrl url, RemoteAccess remote, Exception failure) {
    IOException cause = failure instanceof IOException io ? io : new IOException(failure);
    return remote.hostKeyRefusal().orElseGet(() -> FetchFailures.explain(url, cause));
  }
}
