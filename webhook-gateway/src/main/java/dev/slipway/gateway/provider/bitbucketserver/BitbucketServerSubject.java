package dev.slipway.gateway.provider.bitbucketserver;

import dev.slipway.core.git.GitUrl;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Payload;
import dev.slipway.gateway.provider.Subject;
import dev.slipway.gateway.provider.Urls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Bitbucket Data Center: by its clone URLs where the body has any, else by project
 * key and slug, in which every clone URL ends ({@code /scm/key/slug.git} over HTTP, {@code
 * /key/slug.git} over SSH). Paths have no case.
 *
 * @param name {@code key/slug}
 * @param cloneUrls as the body lists them
 */
record BitbucketServerSubject(String name, List<GitUrl> cloneUrls) implements Subject {

  static BitbucketServerSubject of(RefsChanged.Repository repository)
      throws MalformedDeliveryException {
    String key =
        Payload.required(
            Payload.required(repository.project(), "repository.project").key(),
            "repository.project.key");
    String slug = Payload.required(repository.slug(), "repository.slug");
    return new BitbucketServerSubject(key + "/" + slug, cloneUrls(repository.links()));
  }

  @Override
  public boolean isClonedFrom(GitUrl cloneUrl) {
    return cloneUrls.isEmpty()
        ? isNamedBy(cloneUrl)
        : cloneUrls.stream().anyMatch(cloneUrl::isSameRepositoryIgnoringCase);
  }

  private boolean isNamedBy(GitUrl cloneUrl) {
    String path = "/" + cloneUrl.repositoryPath().toLowerCase(Locale.ROOT);
    return path.endsWith("/" + name.toLowerCase(Locale.ROOT));
  }

  private static List<GitUrl> cloneUrls(RefsChanged.@Nullable Links links)
      throws MalformedDeliveryException {
    List<GitUrl> urls = new ArrayList<>();
    if (links == null || links.cloneLinks() == null) {
      return urls;
    }
    for (RefsChanged.Link link : links.cloneLinks()) {
      GitUrl url = link == null ? null : Urls.parse(link.href(), "repository.links.clone");
      if (url != null) {
        urls.add(url);
      }
    }
    return urls;
  }
}
