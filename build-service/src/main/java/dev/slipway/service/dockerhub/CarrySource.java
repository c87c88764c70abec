package dev.slipway.service.dockerhub;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an autobuild's code is.
 *
 * @param provider the Git host's kind
 * @param cloneUrl over HTTPS, where Docker Hub doesn't tell another
 */
record CarrySource(GitProvider provider, GitUrl cloneUrl) {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * @throws IllegalArgumentException when it can't be told; the message is for people
   */
  static CarrySource of(Autobuild.Source source) {
    Optional<String> host = host(source.provider());
    if (host.isPresent() && isPart(source.owner()) && isPart(source.repository())) {
      String path = "/" + source.owner() + "/" + source.repository() + ".git";
      return new CarrySource(provider(host.get()), GitUrl.parse("https://" + host.get() + path));
    }
    if (source.url() == null || source.url().isEmpty()) {
      throw new IllegalArgumentException(
          "the source is unknown: provider is Github or Bitbucket, with owner and repository");
    }
    GitUrl url = GitUrl.parse(source.url().replaceFirst("^git://", "https://"));
    return new CarrySource(provider(url.host()), url);
  }

  private static Optional<String> host(String provider) {
    return switch (provider.toLowerCase(Locale.ROOT)) {
      case "github" -> Optional.of("github.com");
      case "bitbucket" -> Optional.of("bitbucket.org");
      default -> Optional.empty();
    };
  }

  private static GitProvider provider(String host) {
    return switch (host) {
      case "github.com" -> GitProvider.GITHUB;
      case "bitbucket.org" -> GitProvider.BITBUCKET;
      default -> GitProvider.GIT;
    };
  }

  private static boolean isPart(@Nullable String text) {
    return text != null && PART.matcher(text).matches();
  }
}
