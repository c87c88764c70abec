package dev.slipway.service.source;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One repository's source in memory, for tests of what reads it. */
public final class TestingSources implements Repositories, RepositorySettings.Store {

  private Source source = source("https://git.example.com/acme/app.git", null, null);
  private @Nullable UUID account;
  private final List<String> learned = new ArrayList<>();

  /** A source with these credentials. */
  public static Source source(
      String url, @Nullable String password, @Nullable String sshPrivateKey) {
    return new Source(
        GitProvider.GIT, url, password == null ? null : "ada", password, sshPrivateKey, null);
  }

  /** Has this source and account from now on. */
  public void put(Source newSource, @Nullable UUID linkedAccount) {
    source = newSource;
    account = linkedAccount;
  }

  /** What reads it. */
  public SourceAccess access(LinkedAccounts accounts) {
    return new SourceAccess(this, this, accounts);
  }

  /** The same, of real repositories. */
  public static SourceAccess access(
      Repositories repositories, RepositorySettings.Store settings, LinkedAccounts accounts) {
    return new SourceAccess(repositories, settings, accounts);
  }

  /** The default branches that were learned. */
  public List<String> learned() {
    return List.copyOf(learned);
  }

  @Override
  public Source sourceWithCredentials(UUID id) {
    return source;
  }

  @Override
  public RepositorySettings of(UUID repositoryId) {
    return new RepositorySettings(account, null, false, false, "", true, true, true);
  }

  @Override
  public void learnDefaultBranch(UUID id, String branch) {
    learned.add(branch);
  }

  @Override
  public Optional<Repository> byId(UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Repository> byName(RepositoryName name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BuildAssignment.Destination> destinationsWithCredentials(UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void syncFullDescription(UUID repositoryId, String text) {
    throw new UnsupportedOperationException();
  }
}
