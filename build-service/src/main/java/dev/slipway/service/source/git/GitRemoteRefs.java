package dev.slipway.service.source.git;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.FetchFailures;
import dev.slipway.git.RemoteAccess;
import dev.slipway.git.RemoteHeads;
import dev.slipway.git.SourceException;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.source.HostKeyStore;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.SourceAccess;
import dev.slipway.service.source.SourceConfig;
import dev.slipway.service.source.SourceUnreachableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** {@link RemoteRefs} over HTTP and SSH. The default branch that a remote tells is remembered. */
@ApplicationScoped
class GitRemoteRefs implements RemoteRefs {

  private final SourceAccess sources;
  private final Repositories repositories;
  private final HostKeyStore hostKeys;
  private final AddressPolicy policy;
  private final RemoteHeads heads;
  private final Path noHome;

  GitRemoteRefs(
      SourceAccess sources, Repositories repositories, HostKeyStore hostKeys, SourceConfig config) {
    this.sources = sources;
    this.repositories = repositories;
    this.hostKeys = hostKeys;
    this.policy = AddressPolicy.parse(config.allowPrivateHosts().orElse(""));
    this.heads = new RemoteHeads(config.listTimeout(), config.mostRefs());
    this.noHome = emptyFolder();
  }

  @Override
  public Listing list(UUID repositoryId) throws SourceUnreachableException {
    try {
      RemoteHeads.Heads found = ask(repositoryId, sources.open(repositoryId));
      if (found.defaultBranch() != null) {
        repositories.learnDefaultBranch(repositoryId, found.defaultBranch());
      }
      return new Listing(found.defaultBranch(), found.commits());
    } catch (SourceException | GitHostException e) {
      throw new SourceUnreachableException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new SourceUnreachableException(
          "The source's settings can't be used: " + e.getMessage() + ".", e);
    }
  }

  private RemoteHeads.Heads ask(UUID repositoryId, Source source) throws SourceException {
    GitUrl url = GitUrl.parse(source.cloneUrl());
    SeenKeys keys = new SeenKeys(hostKeys.read(repositoryId));
    try (RemoteAccess remote = RemoteAccess.open(url, source, policy, keys, noHome)) {
      return heads.list(url, remote);
    } catch (IOException e) {
      throw FetchFailures.explain(url, e);
    } finally {
      if (keys.isChanged()) {
        hostKeys.write(repositoryId, keys.read());
      }
    }
  }

  /** Stands for the user's home, which SSH wants one of. */
  private static Path emptyFolder() {
    try {
      return Files.createTempDirectory("slipway-no-home");
    } catch (IOException e) {
      throw new UncheckedIOException("there is no folder for temporary files", e);
    }
  }

  @PreDestroy
  void close() throws IOException {
    Files.deleteIfExists(noHome);
  }
}
