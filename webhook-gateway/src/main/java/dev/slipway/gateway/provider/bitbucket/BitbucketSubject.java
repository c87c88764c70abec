package dev.slipway.gateway.provider.bitbucket;

import dev.slipway.core.git.GitUrl;
import dev.slipway.gateway.provider.MalformedDeliveryException;
import dev.slipway.gateway.provider.Payload;
import dev.slipway.gateway.provider.Subject;
import dev.slipway.gateway.provider.Urls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Bitbucket Cloud. Its bodies carry no clone URL, but the full name, which is the
 * path to clone from, and mostly the page. Paths have no case.
 *
 * @param fullName {@code workspace/slug}
 * @param page the repository's page, null where the body has none
 */
record BitbucketSubject(String fullName, @Nullable GitUrl page) implements Subject {

  private static final String CLOUD = "bitbucket.org";

  static BitbucketSubject of(BitbucketPush.Repository repository)
      throws MalformedDeliveryException {
    BitbucketPush.Links links = repository.links();
    BitbucketPush.Link html = links == null ? null : links.html();
    return new BitbucketSubject(
        Payload.required(repository.fullName(), "repository.full_name"),
        html == null ? null : Urls.parse(html.href(), "repository.links.html.href"));
  }

  @Override
  public boolean isClonedFrom(GitUrl cloneUrl) {
    return page == null || isMirroredAt(cloneUrl)
        ? isNamedBy(cloneUrl)
        : page.isSameRepositoryIgnoringCase(cloneUrl);
  }

  /** A mirror of the one cloud has another host than its page, so there the name has to do. */
  private boolean isMirroredAt(GitUrl cloneUrl) {
    return page != null && page.host().equals(CLOUD) && !cloneUrl.host().equals(CLOUD);
  }

  private boolean isNamedBy(GitUrl cloneUrl) {
    String path = "/" + cloneUrl.repositoryPath().toLowerCase(Locale.ROOT);
    return path.endsWith("/" + fullName.toLowerCase(Locale.ROOT));
  }
}
