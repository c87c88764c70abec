package dev.slipway.service.source;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A repository at a Git host, by owner and name or by its URL.
 *
 * @param field what the user wrote to name it, for messages
 * @param given the URL as it was written, null with owner and name
 * @param path below the host's address, null with a URL
 */
record HostPlace(String field, @Nullable GitUrl given, @Nullable String path) {

  /** What owners, projects and repositories are called on all three hosts. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~][A-Za-z0-9._~-]{0,254}");

  /**
   * @throws InvalidInputException when the wish names none, or in a form that none has
   */
  static HostPlace of(GitProvider provider, SourceWish wish) {
    if (wish.owner() == null && wish.repository() == null) {
      if (wish.cloneUrl() == null) {
        throw new InvalidInputException(
            "source.repository", "is required, with source.owner; or write source.cloneUrl");
      }
      return new HostPlace("source.cloneUrl", wish.cloneUrl(), null);
    }
    if (wish.cloneUrl() != null) {
      throw new InvalidInputException(
          "source.cloneUrl", "say it with owner and repository or with a URL, not with both");
    }
    String owner = Fields.required("source.owner", wish.owner(), HostPlace::name);
    String repository = Fields.required("source.repository", wish.repository(), HostPlace::name);
    // Bitbucket Data Center serves clones below /scm; the others right below their address.
    String folder = provider == GitProvider.BITBUCKET_SERVER ? "/scm/" : "/";
    return new HostPlace("source.repository", null, folder + owner + "/" + repository + ".git");
  }

  /** The clone URL, for asking the host. */
  GitUrl url(URI webUrl) {
    return given == null ? GitUrl.parse(webUrl + String.valueOf(path)) : given;
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "has letters, digits and . _ - ~ only, as the Git host shows it in its URLs");
    }
    return text;
  }
}
