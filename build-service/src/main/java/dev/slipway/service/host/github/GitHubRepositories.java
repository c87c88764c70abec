package dev.slipway.service.host.github;

import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.GitHostApi.RepositoryPage;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.github.GitHubCalls.RefusedCallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.github.GHMyself;
import org.kohsuke.github.GHMyself.RepositoryListFilter;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.PagedIterable;
import org.kohsuke.github.PagedIterator;

/** Lists of repositories at GitHub. */
final class GitHubRepositories {

  private static final int PER_PAGE = 100;

  /** Owners are gathered from so many pages at most. */
  private static final int MOST_PAGES = 20;

  private GitHubRepositories() {}

  /**
   * Whoever owns a repository that the account reaches. GitHub's own list of organizations would
   * take a further scope, and leave out people who share theirs.
   */
  static List<Owner> owners(GitHub github) throws IOException {
    GHMyself myself = github.getMyself();
    Map<String, Owner> owners = new LinkedHashMap<>();
    add(owners, myself.getLogin());
    PagedIterator<GHRepository> pages = myself.listRepositories(PER_PAGE).iterator();
    for (int page = 0; page < MOST_PAGES && pages.hasNext(); page++) {
      pages.nextPage().forEach(repository -> add(owners, repository.getOwnerName()));
    }
    return List.copyOf(owners.values());
  }

  /** The page that the session begins with. */
  static RepositoryPage page(GitHub github, GitHubCalls calls, String owner, boolean publicOnly)
      throws IOException {
    List<GHRepository> found = firstPage(list(github, owner));
    String next = calls.nextPage();
    List<HostRepository> shown = new ArrayList<>();
    for (GHRepository repository : found) {
      boolean theirs = repository.getOwnerName().equalsIgnoreCase(owner);
      if (theirs && !(publicOnly && repository.isPrivate())) {
        shown.add(repository(repository));
      }
    }
    return new RepositoryPage(shown, next);
  }

  static HostRepository repository(GHRepository repository) {
    return new HostRepository(
        repository.getOwnerName(),
        repository.getName(),
        repository.getHttpTransportUrl(),
        repository.getSshUrl(),
        repository.isPrivate(),
        repository.getDefaultBranch(),
        Objects.requireNonNullElse(repository.getDescription(), ""),
        repository.hasAdminAccess());
  }

  /** The account's own, an organization's, or those that somebody else shares with the account. */
  private static PagedIterable<GHRepository> list(GitHub github, String owner) throws IOException {
    GHMyself myself = github.getMyself();
    if (myself.getLogin().equalsIgnoreCase(owner)) {
      return myself.listRepositories(PER_PAGE, RepositoryListFilter.OWNER);
    }
    try {
      return github.getOrganization(owner).listRepositories(PER_PAGE);
    } catch (IOException e) {
      if (RefusedCallException.kind(e) != Kind.NOT_FOUND) {
        throw e;
      }
      return myself.listRepositories(PER_PAGE, RepositoryListFilter.MEMBER);
    }
  }

  private static List<GHRepository> firstPage(PagedIterable<GHRepository> repositories) {
    PagedIterator<GHRepository> pages = repositories.iterator();
    return pages.hasNext() ? pages.nextPage() : List.of();
  }

  private static void add(Map<String, Owner> owners, String login) {
    owners.putIfAbsent(login.toLowerCase(Locale.ROOT), new Owner(login, login));
  }
}
