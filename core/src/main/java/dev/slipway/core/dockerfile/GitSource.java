package dev.slipway.core.dockerfile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository as a source of ADD, as BuildKit recognises it: {@code git://} and {@code ssh://}
 * URLs, {@code http(s)://} URLs whose path ends in {@code .git}, and {@code user@host:path}. What
 * starts with a dot is a path, and so is {@code github.com/…} without a scheme.
 *
 * @param remote what Git is to fetch from, without query and fragment
 * @param ref a branch, tag or commit of the fragment {@code #ref:folder} or of {@code ?ref=…}; null
 *     for the remote's default branch
 * @param folder the part of the repository that is wanted, null for all
 */
public record GitSource(String remote, @Nullable String ref, @Nullable String folder) {

  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z0-9]+)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);
  private static final Pattern SCP =
      Pattern.compile(
          "([A-Za-z0-9_-]+@[A-Za-z0-9.-]+:[^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

  /** Reads a source; empty when it is no Git repository. */
  public static Optional<GitSource> parse(String source) {
    Matcher url = URL.matcher(source);
    if (url.matches()) {
      String scheme = url.group(1).toLowerCase(Locale.ROOT);
      String remote = scheme + "://" + url.group(2) + url.group(3);
      return isGit(scheme, url.group(3))
          ? Optional.of(of(remote, url.group(4), url.group(5)))
          : Optional.empty();
    }
    Matcher scp = SCP.matcher(source);
    return scp.matches()
        ? Optional.of(of(scp.group(1), scp.group(2), scp.group(3)))
        : Optional.empty();
  }

  /** Whether a source is a file at an HTTP or HTTPS URL. */
  public static boolean isFileUrl(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    return (lower.startsWith("http://") || lower.startsWith("https://")) && parse(source).isEmpty();
  }

  private static boolean isGit(String scheme, String path) {
    return switch (scheme) {
      case "git", "ssh" -> true;
      case "http", "https" -> path.endsWith(".git");
      default -> false;
    };
  }

  private static GitSource of(String remote, @Nullable String query, @Nullable String fragment) {
    String part = fragment == null ? "" : fragment;
    int colon = part.indexOf(':');
    String ref = colon < 0 ? part : part.substring(0, colon);
    String folder = colon < 0 ? "" : part.substring(colon + 1);
    String of = query == null ? "" : query;
    return new GitSource(
        remote,
        orNull(ref.isEmpty() ? refOf(of) : ref),
        orNull(folder.isEmpty() ? value(of, "subdir") : folder));
  }

  /** What the query names, in the form that Git takes it. */
  private static String refOf(String query) {
    String tag = value(query, "tag");
    String branch = value(query, "branch");
    for (String ref :
        new String[] {
          value(query, "ref"),
          tag.isEmpty() ? "" : "refs/tags/" + tag,
          branch.isEmpty() ? "" : "refs/heads/" + branch,
          value(query, "commit"),
          value(query, "checksum")
        }) {
      if (!ref.isEmpty()) {
        return ref;
      }
    }
    return "";
  }

  private static String value(String query, String key) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(key + "=")) {
        return pair.substring(key.length() + 1);
      }
    }
    return "";
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
