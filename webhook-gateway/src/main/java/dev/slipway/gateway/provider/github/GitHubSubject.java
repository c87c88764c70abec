package dev.slipway.gateway.provider.github;

import dev.slipway.core.git.GitUrl;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Subject;
import dev.slipway.gateway.provider.Urls;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository of GitHub, by the URL of its own for each way to clone it. GitHub's paths have no
 * case.
 */
record GitHubSubject(@Nullable GitUrl http, @Nullable GitUrl ssh) implements Subject {

  static GitHubSubject of(GitHubPush.Repository repository) throws MalformedDeliveryException {
    GitUrl clone = Urls.parse(repository.cloneUrl(), "repository.clone_url");
    GitUrl page = Urls.parse(repository.htmlUrl(), "repository.html_url");
    GitUrl ssh = Urls.parse(repository.sshUrl(), "repository.ssh_url");
    if (clone == null && page == null && ssh == null) {
      throw new MalformedDeliveryException(
          "\"repository\" has none of clone_url, ssh_url and html_url.");
    }
    return new GitHubSubject(clone == null ? page : clone, ssh);
  }

  @Override
  public boolean isClonedFrom(GitUrl cloneUrl) {
    List<GitUrl> urls =
        cloneUrl.scheme().equals("ssh") || http == null
            ? Stream.of(http, ssh).filter(Objects::nonNull).toList()
            : List.of(http);
    return urls.stream().anyMatch(cloneUrl::isSameRepositoryIgnoringCase);
  }
}
