package dev.slipway.service.host.bitbucketserver;

import static dev.slipway.service.host.rest.MalformedAnswerException.required;

import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.rest.HookPlan;
import dev.slipway.service.host.rest.MalformedAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes Slipway's own words of Bitbucket Data Center's. */
final class DataCenterReader {

  /** The only event that builds. */
  static final String PUSH = "repo:refs_changed";

  private DataCenterReader() {}

  static List<Owner> owners(DataCenterJson.Projects page) throws MalformedAnswerException {
    List<Owner> owners = new ArrayList<>();
    for (DataCenterJson.Project each : required(page.values(), "values")) {
      String key = required(each.key(), "key");
      owners.add(new Owner(key, each.name() == null ? key : each.name()));
    }
    return owners;
  }

  static List<HostRepository> repositories(DataCenterJson.Repositories page)
      throws MalformedAnswerException {
    List<HostRepository> repositories = new ArrayList<>();
    for (DataCenterJson.Repository each : required(page.values(), "values")) {
      repositories.add(repository(each, each.defaultBranch()));
    }
    return repositories;
  }

  /**
   * A repository.
   *
   * @param defaultBranch which the host tells elsewhere; null while there is none
   */
  static HostRepository repository(
      DataCenterJson.Repository repository, @Nullable String defaultBranch)
      throws MalformedAnswerException {
    DataCenterJson.Project project = required(repository.project(), "project");
    boolean open =
        Boolean.TRUE.equals(repository.isPublic()) || Boolean.TRUE.equals(project.isPublic());
    return new HostRepository(
        required(project.key(), "project.key"),
        required(repository.slug(), "slug"),
        withoutUser(required(httpLink(repository), "links.clone")),
        cloneLink(repository, "ssh").orElse(null),
        !open,
        defaultBranch,
        Objects.requireNonNullElse(repository.description(), ""),
        true);
  }

  static List<HookPlan.Hook> hooks(DataCenterJson.Hooks page) throws MalformedAnswerException {
    List<HookPlan.Hook> hooks = new ArrayList<>();
    for (DataCenterJson.Hook each : required(page.values(), "values")) {
      hooks.add(
          new HookPlan.Hook(
              required(each.id(), "id"),
              required(each.url(), "url"),
              works(each),
              Objects.requireNonNullElse(each.name(), "")));
    }
    return hooks;
  }

  /** Where the next page starts, null after the last. */
  static @Nullable String cursor(@Nullable Boolean isLastPage, @Nullable String nextPageStart)
      throws MalformedAnswerException {
    return required(isLastPage, "isLastPage") ? null : required(nextPageStart, "nextPageStart");
  }

  private static boolean works(DataCenterJson.Hook hook) {
    return Boolean.TRUE.equals(hook.active())
        && hook.events() != null
        && hook.events().contains(PUSH);
  }

  /** The host calls both "http". */
  private static @Nullable String httpLink(DataCenterJson.Repository repository) {
    return cloneLink(repository, "http").or(() -> cloneLink(repository, "https")).orElse(null);
  }

  private static Optional<String> cloneLink(DataCenterJson.Repository repository, String name) {
    if (repository.links() == null || repository.links().cloneLinks() == null) {
      return Optional.empty();
    }
    return repository.links().cloneLinks().stream()
        .filter(link -> name.equals(link.name()) && link.href() != null)
        .map(DataCenterJson.CloneLink::href)
        .findFirst();
  }

  /** Older hosts put the account's name into the URL. */
  private static String withoutUser(String url) {
    return url.replaceFirst("^(https?://)[^/@]*@", "$1");
  }
}
