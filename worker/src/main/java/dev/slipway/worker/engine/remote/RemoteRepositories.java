package dev.slipway.worker.engine.remote;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.RememberedKeys;
import dev.slipway.git.RemoteAccess;
import dev.slipway.git.RemoteHeads;
import dev.slipway.git.RemoteHeads.Heads;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.GitSources;
import dev.slipway.worker.source.SourceLimits;
import dev.slipway.worker.source.SourceRequest;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.StoppableCall;
import dev.slipway.worker.source.lfs.LfsLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Git repositories, for ADD: fetched as sources are, but without anybody's credentials. */
public final class RemoteRepositories {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-fA-F]{7,64}");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_REFS = 50_000;

  private final GitSources sources;
  private final RemoteHeads heads = new RemoteHeads(PATIENCE, MOST_REFS);
  private final AddressPolicy policy;
  private final Path home;
  private final boolean overHttp;

  /**
   * @param folder where fetched objects are kept
   * @param policy which addresses may be fetched from
   */
  public RemoteRepositories(Path folder, AddressPolicy policy, CopyConfig config) {
    this.policy = policy;
    this.home = folder.resolve("no-home");
    this.overHttp = config.gitOverHttp();
    this.sources =
        new GitSources(
            folder,
            policy,
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)),
            "",
            new SourceLimits(
                config.mostEntries(),
                config.largestArchive().asLongValue(),
                config.largestArchive().asLongValue()),
            new LfsLimits(1, 1, 0));
  }

  /**
   * A commit's files and the folder of it that was asked for.
   *
   * @param tree to be closed
   * @param folder empty for all
   */
  public record Fetched(SourceTree tree, String folder) {}

  /**
   * Fetches a repository. Blocks; stops soon after its thread is interrupted.
   *
   * @param repositoryId whose cache is used
   * @param address with {@code #ref:folder}
   * @param checksum the commit that it has to be, or its first digits; null for any
   * @throws BuildFailedException when the address or ref is at fault
   */
  public Fetched fetch(String repositoryId, String address, @Nullable String checksum, BuildLog log)
      throws BuildFailedException, IOException, InterruptedException {
    GitAddress wanted = GitAddress.parse(address, overHttp);
    try {
      SourceRequest request = request(repositoryId, wanted);
      check(wanted, request.commit(), checksum);
      return new Fetched(sources.fetch(request, log), wanted.folder());
    } catch (SourceException e) {
      if (e.worthRetrying()) {
        throw e;
      }
      throw new BuildFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private SourceRequest request(String repositoryId, GitAddress wanted)
      throws BuildFailedException, IOException, InterruptedException {
    Source source = anonymous(wanted.url());
    Heads found = list(wanted.url(), source);
    RefName branch = RefName.branch(found.defaultBranch() == null ? "main" : found.defaultBranch());
    String key = RemoteFiles.hashed(repositoryId + " " + wanted.url());
    if (COMMIT.matcher(wanted.ref()).matches()) {
      return new SourceRequest(key, source, branch, new CommitSha(wanted.ref()), true, false);
    }
    RefName ref = wanted.ref().isEmpty() ? branch : named(wanted, found);
    return new SourceRequest(key, source, ref, found.commits().get(ref), true, false);
  }

  private static RefName named(GitAddress wanted, Heads found) throws BuildFailedException {
    for (String prefix : List.of("", "refs/heads/", "refs/tags/", "refs/")) {
      Optional<RefName> ref = valid(prefix + wanted.ref());
      if (ref.isPresent() && found.commits().containsKey(ref.get())) {
        return ref.get();
      }
    }
    throw new BuildFailedException(wanted.url() + " has no branch or tag \"" + wanted.ref() + "\"");
  }

  private static Optional<RefName> valid(String fullName) {
    try {
      return RefName.fromFullName(fullName);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no name that Git has refs of
    }
  }

  private static void check(
      GitAddress wanted, @Nullable CommitSha commit, @Nullable String checksum)
      throws BuildFailedException {
    if (checksum == null) {
      return;
    }
    if (!ABBREVIATED.matcher(checksum).matches()) {
      throw new BuildFailedException(
          "--checksum of a Git repository is a commit, not \"" + checksum + "\"");
    }
    if (commit == null || !commit.value().startsWith(checksum)) {
      throw new BuildFailedException(
          wanted.url() + " is not at --checksum=" + checksum + " but at commit " + commit);
    }
  }

  private Heads list(GitUrl url, Source source) throws IOException, InterruptedException {
    Path empty = Files.createDirectories(home);
    try (RemoteAccess remote = RemoteAccess.open(url, source, policy, noKeys(), empty)) {
      return StoppableCall.run("add-" + url.host(), () -> heads.list(url, remote), remote::close);
    }
  }

  private static Source anonymous(GitUrl url) {
    return new Source(GitProvider.GIT, url.toString(), null, null, null, null);
  }

  /** HTTP has no host keys. */
  private static RememberedKeys noKeys() {
    return new RememberedKeys() {
      @Override
      public String read() {
        return "";
      }

      @Override
      public void write(String lines) {
        throw new IllegalStateException("host keys are for SSH");
      }
    };
  }
}
