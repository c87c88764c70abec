package dev.slipway.service.host.bitbucket;

import static dev.slipway.service.host.rest.MalformedAnswerException.required;

import dev.slipway.service.host.GitHostApi.HostRepository;
import dev.slipway.service.host.GitHostApi.Owner;
import dev.slipway.service.host.rest.HookPlan;
import dev.slipway.service.host.rest.MalformedAnswerException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes Slipway's own words of Bitbucket Cloud's. */
final class BitbucketReader {

  /** The only event that builds. */
  static final String PUSH = "repo:push";

  private static final Pattern PAGE = Pattern.compile("[?&]page=([^&]+)");

  private BitbucketReader() {}

  static String login(BitbucketJson.User user) throws MalformedAnswerException {
    String name = user.nickname() == null ? user.displayName() : user.nickname();
    return required(name == null ? user.accountId() : name, "nickname");
  }

  static List<Owner> owners(BitbucketJson.Workspaces page) throws MalformedAnswerException {
    List<Owner> owners = new ArrayList<>();
    for (BitbucketJson.Membership each : required(page.values(), "values")) {
      BitbucketJson.Workspace workspace = required(each.workspace(), "workspace");
      String slug = required(workspace.slug(), "workspace.slug");
      owners.add(new Owner(slug, workspace.name() == null ? slug : workspace.name()));
    }
    return owners;
  }

  static List<HostRepository> repositories(BitbucketJson.Repositories page)
      throws MalformedAnswerException {
    List<HostRepository> repositories = new ArrayList<>();
    for (BitbucketJson.Repository each : required(page.values(), "values")) {
      repositories.add(repository(each));
    }
    return repositories;
  }

  static HostRepository repository(BitbucketJson.Repository repository)
      throws MalformedAnswerException {
    String[] name = required(repository.fullName(), "full_name").split("/", 2);
    if (name.length < 2) {
      throw new MalformedAnswerException("its \"full_name\" has no slash");
    }
    BitbucketJson.Branch main = repository.mainBranch();
    return new HostRepository(
        name[0],
        name[1],
        withoutUser(required(cloneLink(repository, "https"), "links.clone")),
        cloneLink(repository, "ssh"),
        required(repository.isPrivate(), "is_private"),
        main == null ? null : main.name(),
        Objects.requireNonNullElse(repository.description(), ""),
        true);
  }

  static List<HookPlan.Hook> hooks(BitbucketJson.Hooks page) throws MalformedAnswerException {
    List<HookPlan.Hook> hooks = new ArrayList<>();
    for (BitbucketJson.Hook each : required(page.values(), "values")) {
      hooks.add(
          new HookPlan.Hook(
              required(each.uuid(), "uuid"),
              required(each.url(), "url"),
              works(each),
              Objects.requireNonNullElse(each.description(), "")));
    }
    return hooks;
  }

  /** The page that a link to the next one names, null on the last. */
  static @Nullable String cursor(@Nullable String next) throws MalformedAnswerException {
    if (next == null) {
      return null;
    }
    Matcher page = PAGE.matcher(next);
    if (!page.find()) {
      throw new MalformedAnswerException("its \"next\" names no page");
    }
    return URLDecoder.decode(page.group(1), StandardCharsets.UTF_8);
  }

  private static boolean works(BitbucketJson.Hook hook) {
    return Boolean.TRUE.equals(hook.active())
        && !Boolean.FALSE.equals(hook.secretSet())
        && hook.events() != null
        && hook.events().contains(PUSH);
  }

  private static @Nullable String cloneLink(BitbucketJson.Repository repository, String scheme) {
    if (repository.links() == null || repository.links().cloneLinks() == null) {
      return null;
    }
    return repository.links().cloneLinks().stream()
        .filter(link -> scheme.equals(link.name()))
        .map(BitbucketJson.CloneLink::href)
        .findFirst()
        .orElse(null);
  }

  /** The host puts the account's name into HTTPS URLs. */
  private static String withoutUser(String url) {
    return url.replaceFirst("^(https?://)[^/@]*@", "$1");
  }
}
